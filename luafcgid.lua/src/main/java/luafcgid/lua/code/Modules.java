package luafcgid.lua.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * The files that the states of one script version have loaded besides the script. Each is read once, so that no two states of a
 * version run different files, and all in the script's dialect. Any thread.
 */
public final class Modules {
    private final CodeCache cache;
    private final Engine engine;
    private final Dialect dialect;
    private final ConcurrentMap<Path, SourceFile> loaded = new ConcurrentHashMap<>();

    public Modules(CodeCache cache, Engine engine, Dialect dialect) {
        this.cache = cache;
        this.engine = engine;
        this.dialect = dialect;
    }

    /** The version of the file that this script version uses; null when it has not loaded the file. */
    public @Nullable SourceFile peek(Path path) {
        return loaded.get(path);
    }

    /** The version of the file that this script version uses. */
    public SourceFile load(Path path) throws IOException {
        SourceFile known = loaded.get(path);
        if (known != null) {
            return known;
        }
        SourceFile read = cache.load(path, engine, dialect);
        SourceFile other = loaded.putIfAbsent(path, read);
        return other == null ? read : other;
    }

    /** The file as it is now, without making the script depend on it. */
    public SourceFile loadCurrent(Path path) throws IOException {
        return cache.load(path, engine, dialect);
    }

    public Collection<SourceFile> all() {
        return Collections.unmodifiableCollection(loaded.values());
    }
}
