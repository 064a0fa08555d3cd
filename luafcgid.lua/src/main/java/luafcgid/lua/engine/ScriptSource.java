package luafcgid.lua.engine;

import java.nio.file.Path;
import luafcgid.lua.ScriptException;
import luafcgid.lua.code.SourceFile;

/** Where a state that serves several scripts has them from. */
@FunctionalInterface
public interface ScriptSource {
    /**
     * A script as it is now; it compiles.
     *
     * @throws ScriptException of kind NOT_FOUND, FORBIDDEN or LOAD
     */
    SourceFile find(Path script) throws ScriptException;
}
