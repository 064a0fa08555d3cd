package luafcgid.lua.code;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The newest compiled version of each file, as long as a script holds it. Any thread. */
public final class CodeCache {
    private final ConcurrentMap<Path, WeakReference<SourceFile>> files = new ConcurrentHashMap<>();

    /** The file's current contents, compiled. */
    public SourceFile load(Path path) throws IOException {
        SourceFile known = peek(path);
        if (known != null && known.isCurrent()) {
            return known;
        }
        SourceFile read = SourceFile.read(path);
        files.put(path, new WeakReference<>(read));
        return read;
    }

    /** Forgets what nobody holds any longer. */
    public void trim() {
        files.values().removeIf(reference -> reference.get() == null);
    }

    /** Has the file compiled anew when it is loaded next. */
    public void forget(Path path) {
        files.remove(path);
    }

    private @Nullable SourceFile peek(Path path) {
        WeakReference<SourceFile> reference = files.get(path);
        return reference == null ? null : reference.get();
    }
}
