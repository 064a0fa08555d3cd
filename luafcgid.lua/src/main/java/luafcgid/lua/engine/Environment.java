package luafcgid.lua.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.Code;
import luafcgid.lua.code.Engine;
import luafcgid.lua.code.Modules;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;

/**
 * What a state is given.
 *
 * @param path       the script as the web server names it
 * @param real       the script's file
 * @param engine     what compiles and executes its code
 * @param dialect    the version of Lua that the script is written for
 * @param body       the script, compiled; throws {@link org.luaj.vm2.LuaError} where it does not compile
 * @param scripts    other scripts, of a state that serves several
 * @param files      which files it may touch
 * @param execute    whether it may start programs
 * @param modules    Lua files besides the script
 * @param extensions modules that are not Lua files
 * @param throwaway  whether the state serves one request only
 * @param opened     told of every module that the state is about to open, and which extension serves it; none for a Lua file
 */
public record Environment(
        Path path,
        Path real,
        Engine engine,
        Dialect dialect,
        Supplier<Code> body,
        ScriptSource scripts,
        FilePolicy files,
        boolean execute,
        Modules modules,
        ExtensionRegistry extensions,
        boolean throwaway,
        BiConsumer<String, Optional<Extension>> opened) {
    /** The folder of the script. */
    public Path folder() {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
