package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table of functions for one state. */
final class Functions {
    private final StateContext state;
    private final LockTable locks;
    private final Lock takeover;
    private final Paths paths;

    Functions(StateContext state, LockTable locks, Lock takeover) {
        this.state = state;
        this.locks = locks;
        this.takeover = takeover;
        this.paths = new Paths(state);
    }

    LuaTable table() {
        LuaTable lfs = new LuaTable(0, 16);
        Openings openings = new Openings(state);
        new Information(paths).into(lfs);
        new Changes(paths).into(lfs);
        new Directories(state, paths, openings).into(lfs);
        new DirectoryLocks(paths, openings, takeover).into(lfs);
        new FileLocks(state, locks).into(lfs);
        LibraryFunction.define(lfs, "chdir", this::chdir);
        LibraryFunction.define(
                lfs, "currentdir", arguments -> LuaString.valueOf(state.cwd().toString()));
        lfs.rawset("_VERSION", LuaString.valueOf("LuaFileSystem 1.9.0"));
        lfs.rawset("_DESCRIPTION", LuaString.valueOf("LuaFileSystem's functions within a state's file policy"));
        return lfs;
    }

    private Varargs chdir(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        try {
            Path folder = paths.file(path, FileMode.READ);
            if (!Attributes.of(folder).isDirectory()) {
                throw Errno.ENOTDIR.exception();
            }
            if (!Files.isExecutable(folder)) {
                throw Errno.EACCES.exception();
            }
            state.cwd(folder);
            return LuaValue.TRUE;
        } catch (Refusal e) {
            return Paths.refusal(e);
        } catch (IOException e) {
            return LuaValue.varargsOf(
                    LuaValue.NIL,
                    LuaString.valueOf("Unable to change working directory to '" + path + "'\n" + Errno.text(e) + "\n"));
        }
    }
}
