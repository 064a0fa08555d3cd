package luafcgid.daemon.convention.auto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Scripts of which something is known. Those whose files are gone are forgotten when there are twice as many as were left before. Any thread. */
final class KnownScripts {
    /** So many are kept without a look at their files. */
    private static final int FEW = 1024;

    private final Set<Path> scripts = ConcurrentHashMap.newKeySet();
    private final int few;
    private volatile int most;

    KnownScripts() {
        this(FEW);
    }

    KnownScripts(int few) {
        this.few = few;
        this.most = few;
    }

    boolean contains(Path script) {
        return scripts.contains(script);
    }

    void add(Path script) {
        if (scripts.add(script) && scripts.size() > most) {
            scripts.removeIf(each -> !Files.exists(each));
            most = Math.max(few, 2 * scripts.size());
        }
    }

    void remove(Path script) {
        scripts.remove(script);
    }

    int size() {
        return scripts.size();
    }
}
