package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What the paths of one state's scripts mean. */
final class Paths {
    private final StateContext state;

    Paths(StateContext state) {
        this.state = state;
    }

    /** Something done to files. */
    @FunctionalInterface
    interface Action {
        LuaValue run() throws IOException;
    }

    /** The file itself, links followed. */
    Path file(String path, FileMode mode) throws IOException {
        check(path);
        Path file;
        try {
            file = state.resolve(path, mode);
        } catch (LuaError e) {
            throw refused(e);
        }
        if (meansDirectory(path) && Files.exists(file) && !Files.isDirectory(file)) {
            throw new NotDirectoryException(path);
        }
        return file;
    }

    /** The entry of a folder, which may be a link. */
    Path entry(String path, FileMode mode) throws IOException {
        check(path);
        try {
            return state.resolveEntry(path, mode);
        } catch (LuaError e) {
            throw refused(e);
        }
    }

    /** Whether the system follows a link at the path's end. */
    static boolean meansDirectory(String path) {
        return path.endsWith("/") || path.endsWith("/.");
    }

    private static void check(String path) throws IOException {
        if (path.isEmpty()) {
            throw Errno.ENOENT.exception();
        }
        if (path.indexOf('\0') >= 0) {
            throw Errno.EINVAL.exception();
        }
    }

    private static Refusal refused(LuaError e) {
        return new Refusal(String.valueOf(e.getMessage()), e);
    }

    /** What {@code action} returns, or nil, a message and a number. */
    static Varargs result(Action action) {
        try {
            return action.run();
        } catch (Refusal e) {
            return refusal(e);
        } catch (IOException e) {
            return Errno.failure(e);
        }
    }

    static Varargs refusal(Refusal e) {
        return Errno.failure(String.valueOf(e.getMessage()), Errno.EACCES);
    }
}
