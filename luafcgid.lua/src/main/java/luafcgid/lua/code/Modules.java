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
    private final ConcurrentMap<Key, SourceFile> loaded = new ConcurrentHashMap<>();

    /** Messages name a file as the script does, so the same file under another name is other code. */
    private record Key(Path path, String name) {}

    public Modules(CodeCache cache, Engine engine, Dialect dialect) {
        this.cache = cache;
        this.engine = engine;
        this.dialect = dialect;
    }

    /** The version of the file that this script version uses; null when it has not loaded the file. */
    public @Nullable SourceFile peek(Path path, String name) {
        return loaded.get(new Key(path, name));
    }

    /**
     * The version of the file that this script version uses.
     *
     * @param name as the script names it
     */
    public SourceFile load(Path path, String name) throws IOException {
        Key key = new Key(path, name);
        SourceFile known = loaded.get(key);
        if (known != null) {
            return known;
        }
        SourceFile read = cache.load(path, name, engine, dialect);
        SourceFile other = loaded.putIfAbsent(key, read);
        return other == null ? read : other;
    }

    /** The file as it is now, without making the script depend on it. */
    public SourceFile loadCurrent(Path path, String name) throws IOException {
        return cache.load(path, name, engine, dialect);
    }

    public Collection<SourceFile> all() {
        return Collections.unmodifiableCollection(loaded.values());
    }
}
