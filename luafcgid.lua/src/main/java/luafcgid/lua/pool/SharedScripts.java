package luafcgid.lua.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import luafcgid.lua.Dialect;
import luafcgid.lua.LogText;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.code.CodeCache;
import luafcgid.lua.code.SourceFile;
import luafcgid.lua.engine.ScriptSource;

/** The scripts of one state that serves several. Used by the thread that runs the state. */
final class SharedScripts implements ScriptSource {
    private final CodeCache code;
    private final PoolSettings settings;
    private final Dialect dialect;
    private final Map<Path, Known> known = new HashMap<>();

    /** A script, and when to look at it again, as {@link System#nanoTime()}. */
    private record Known(SourceFile file, long checkAt) {}

    SharedScripts(CodeCache code, PoolSettings settings, Dialect dialect) {
        this.code = code;
        this.settings = settings;
        this.dialect = dialect;
    }

    @Override
    public SourceFile find(Path script) throws ScriptException {
        Known before = known.get(script);
        long now = System.nanoTime();
        if (before != null && now - before.checkAt < 0) {
            return before.file;
        }
        SourceFile file = read(script);
        known.put(script, new Known(file, now + settings.changes().check().toNanos()));
        return file;
    }

    private SourceFile read(Path script) throws ScriptException {
        try {
            ScriptFiles.check(script, settings);
            SourceFile file = code.load(script, script.toString(), settings.engine(), dialect);
            file.check();
            return file;
        } catch (IOException e) {
            throw new ScriptException(
                    Kind.NOT_FOUND, LogText.escape(script.toString()) + ": cannot be read: " + e.getMessage());
        }
    }
}
