package luafcgid.ext.fs;

import java.io.IOException;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code lfs.dir} and its objects. */
final class Directories {
    private final StateContext state;
    private final Paths paths;
    private final Openings openings;
    private final LibraryFunction next = new LibraryFunction("next", this::next);
    private final LuaTable metatable = new LuaTable();

    Directories(StateContext state, Paths paths, Openings openings) {
        this.state = state;
        this.paths = paths;
        this.openings = openings;
        LuaTable methods = new LuaTable();
        methods.rawset("next", next);
        LibraryFunction.define(methods, "close", Directories::close);
        metatable.rawset(LuaValue.INDEX, methods);
        metatable.rawset("__name", LuaString.valueOf("directory metatable"));
    }

    void into(LuaTable lfs) {
        LibraryFunction.define(lfs, "dir", this::dir);
    }

    private Varargs dir(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        openings.closeAbandoned();
        try {
            Directory directory = new Directory(paths.file(path, FileMode.READ));
            LuaUserdata handle =
                    directory.isReading() ? openings.add(directory, metatable) : new LuaUserdata(directory, metatable);
            return LuaValue.varargsOf(next, handle);
        } catch (Refusal e) {
            throw new LuaError("cannot open " + e.getMessage());
        } catch (IOException e) {
            throw new LuaError("cannot open " + path + ": " + Errno.text(e));
        }
    }

    private Varargs next(Varargs arguments) {
        Directory directory = directory(arguments);
        if (directory.isClosed()) {
            throw Arguments.wrong(1, "closed directory");
        }
        if (directory.mayBlock()) {
            state.aboutToBlock();
        }
        try {
            String name = directory.next();
            return name == null ? LuaValue.NONE : LuaString.valueOf(name);
        } catch (IOException e) {
            throw new LuaError("cannot read directory: " + Errno.text(e));
        }
    }

    private static Varargs close(Varargs arguments) {
        try {
            directory(arguments).close();
        } catch (IOException e) {
            throw new LuaError("cannot close directory: " + Errno.text(e));
        }
        return LuaValue.NONE;
    }

    private static Directory directory(Varargs arguments) {
        if (arguments.arg1().touserdata() instanceof Directory directory) {
            return directory;
        }
        throw Arguments.wrongType(arguments, 1, "directory metatable");
    }
}
