package luafcgid.lua.code;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;

/** The newest compiled version of each file for each engine in each dialect, as long as a script holds it. Any thread. */
public final class CodeCache {
    private final ConcurrentMap<Key, WeakReference<SourceFile>> files = new ConcurrentHashMap<>();

    private volatile boolean checksums;

    /** @param chooses see {@link SourceFile#read}; likewise {@code checksum} */
    private record Key(Path path, String name, Engine engine, Dialect dialect, boolean chooses, boolean checksum) {}

    /** Whether files that are read from now on are compared by their contents where their time stamps differ. */
    public void checksums(boolean wanted) {
        checksums = wanted;
    }

    /**
     * The file's current contents, compiled as {@code dialect}.
     *
     * @param name what messages call it
     */
    public SourceFile load(Path path, String name, Engine engine, Dialect dialect) throws IOException {
        return load(new Key(path, name, engine, dialect, false, checksums));
    }

    /** As {@link #load}, in the dialect that the file's first line names; in {@code otherwise} where it names none. */
    public SourceFile loadScript(Path path, Engine engine, Dialect otherwise) throws IOException {
        return load(new Key(path, path.toString(), engine, otherwise, true, checksums));
    }

    private SourceFile load(Key key) throws IOException {
        SourceFile known = peek(key);
        if (known != null && known.isCurrent()) {
            return known;
        }
        SourceFile read = SourceFile.read(key.path, key.name, key.engine, key.dialect, key.chooses, key.checksum);
        files.put(key, new WeakReference<>(read));
        return read;
    }

    /** Forgets what nobody holds any longer. */
    public void trim() {
        files.values().removeIf(reference -> reference.get() == null);
    }

    /** Has the file compiled anew when it is loaded next. */
    public void forget(Path path) {
        files.keySet().removeIf(key -> key.path.equals(path));
    }

    private @Nullable SourceFile peek(Key key) {
        WeakReference<SourceFile> reference = files.get(key);
        return reference == null ? null : reference.get();
    }
}
