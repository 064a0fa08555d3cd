package luafcgid.lua.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import luafcgid.lua.Traceback;
import luafcgid.lua.code.Modules;
import luafcgid.lua.code.SourceFile;
import org.jspecify.annotations.Nullable;

/** The Lua files that a state loads besides its script. Used by the thread that runs the state. */
public final class LuaFiles {
    private final Modules modules;
    private final BooleanSupplier loading;
    /** The last one that does not compile. */
    private @Nullable SourceFile broken;

    /** @param loading whether the script's body runs, or a module's */
    LuaFiles(Modules modules, BooleanSupplier loading) {
        this.modules = modules;
        this.loading = loading;
    }

    /**
     * A file that the script depends on from now on.
     *
     * @param name as the script names it
     */
    public SourceFile module(Path file, String name) throws IOException {
        return noted(modules.load(file, name));
    }

    /**
     * A file for {@code loadfile} or {@code dofile}. While the script's body runs, or a module's, the script comes to depend on it; for a
     * request it is looked at each time.
     *
     * @param name as the script names it
     */
    public SourceFile file(Path file, String name) throws IOException {
        return loading.getAsBoolean() ? module(file, name) : noted(modules.loadCurrent(file, name));
    }

    private SourceFile noted(SourceFile file) {
        if (!file.compiles()) {
            broken = file;
        }
        return file;
    }

    /** Where the error with that message was raised, with the line of a file that does not compile where that is what it tells. */
    Traceback explain(String message, Traceback traceback) {
        return broken == null ? traceback : broken.explain(message, traceback);
    }
}
