package luafcgid.daemon.convention.auto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Which convention scripts have turned out to be written for. Those whose files are gone are forgotten when there are twice as many as were
 * left before. Any thread.
 */
final class KnownScripts {
    /** So many are kept without a look at their files. */
    private static final int FEW = 1024;

    private final ConcurrentMap<Path, String> scripts = new ConcurrentHashMap<>();
    private final int few;
    private volatile int most;

    KnownScripts() {
        this(FEW);
    }

    KnownScripts(int few) {
        this.few = few;
        this.most = few;
    }

    /** The name of its convention; null while that is not known. */
    @Nullable
    String convention(Path script) {
        return scripts.get(script);
    }

    void add(Path script, String convention) {
        if (!convention.equals(scripts.put(script, convention)) && scripts.size() > most) {
            scripts.keySet().removeIf(each -> !Files.exists(each));
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
