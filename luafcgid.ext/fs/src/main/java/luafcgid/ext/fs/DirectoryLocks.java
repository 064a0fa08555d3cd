package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code lfs.lock_dir} and its locks. */
final class DirectoryLocks {
    private final Paths paths;
    private final Openings openings;
    private final Lock takeover;
    private final LuaTable metatable = new LuaTable();

    DirectoryLocks(Paths paths, Openings openings, Lock takeover) {
        this.paths = paths;
        this.openings = openings;
        this.takeover = takeover;
        LuaTable methods = new LuaTable();
        LibraryFunction.define(methods, "free", DirectoryLocks::free);
        metatable.rawset(LuaValue.INDEX, methods);
        metatable.rawset("__name", LuaString.valueOf("lock metatable"));
    }

    void into(LuaTable lfs) {
        LibraryFunction.define(lfs, "lock_dir", this::lock);
    }

    private Varargs lock(Varargs arguments) {
        String folder = Arguments.string(arguments, 1);
        long stale = Arguments.integer(arguments, 2, Long.MAX_VALUE);
        openings.closeAbandoned();
        try {
            Path file = paths.entry(DirectoryLock.path(folder), FileMode.WRITE);
            return openings.add(take(file, stale), metatable);
        } catch (Refusal e) {
            return Paths.refusal(e);
        } catch (IOException e) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(Errno.text(e)));
        }
    }

    private DirectoryLock take(Path file, long stale) throws IOException {
        try {
            return new DirectoryLock(file);
        } catch (FileAlreadyExistsException e) {
            if (stale == Long.MAX_VALUE) {
                throw e;
            }
            return takeOver(file, stale);
        }
    }

    /** Two states that find the same stale lock must not remove each other's new one. */
    private DirectoryLock takeOver(Path file, long stale) throws IOException {
        takeover.lock();
        try {
            DirectoryLock.removeStale(file, stale);
            return new DirectoryLock(file);
        } finally {
            takeover.unlock();
        }
    }

    private static Varargs free(Varargs arguments) {
        if (!(arguments.arg1().touserdata() instanceof DirectoryLock lock)) {
            throw Arguments.wrongType(arguments, 1, "lock metatable");
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new LuaError("cannot free lock: " + Errno.text(e));
        }
        return LuaValue.NONE;
    }
}
