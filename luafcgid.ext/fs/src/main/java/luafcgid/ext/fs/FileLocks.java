package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.WeakHashMap;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.OpenFile;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code lfs.lock}, {@code lfs.unlock} and {@code lfs.setmode}: what is done to files that the io library opened. */
final class FileLocks {
    private final StateContext state;
    private final LockTable table;
    /** The files that have or had locks, and what identifies them. */
    private final Map<OpenFile, Object> keys = new WeakHashMap<>(0);

    FileLocks(StateContext state, LockTable table) {
        this.state = state;
        this.table = table;
    }

    void into(LuaTable lfs) {
        LibraryFunction.define(lfs, "lock", this::lock);
        LibraryFunction.define(lfs, "unlock", this::unlock);
        LibraryFunction.define(lfs, "setmode", FileLocks::setmode);
    }

    private Varargs lock(Varargs arguments) {
        OpenFile file = file(arguments, "lock");
        String mode = Arguments.string(arguments, 2);
        long start = Arguments.integer(arguments, 3, 0);
        long length = Arguments.integer(arguments, 4, 0);
        return switch (mode.isEmpty() ? ' ' : mode.charAt(0)) {
            case 'r' -> lock(file, FileMode.READ, start, length);
            case 'w' -> lock(file, FileMode.WRITE, start, length);
            default -> throw new LuaError("lock: invalid mode");
        };
    }

    private Varargs lock(OpenFile file, FileMode mode, long start, long length) {
        state.aboutToBlock();
        try {
            FileChannel channel = file.channel(mode);
            if (channel == null) {
                throw Errno.EBADF.exception();
            }
            // What was read ahead may be changed by who has the lock now.
            file.flush();
            if (!table.lock(key(file), file, channel, Range.of(start, length), mode == FileMode.READ)) {
                throw Errno.EAGAIN.exception();
            }
            return LuaValue.TRUE;
        } catch (IOException e) {
            return failure(e);
        }
    }

    private Varargs unlock(Varargs arguments) {
        OpenFile file = file(arguments, "unlock");
        long start = Arguments.integer(arguments, 2, 0);
        long length = Arguments.integer(arguments, 3, 0);
        state.aboutToBlock();
        try {
            Range range = Range.of(start, length);
            // Who has the lock next is to see what was written under this one.
            file.flush();
            Object key = keys.get(file);
            if (key != null) {
                table.unlock(key, file, range);
            }
            return LuaValue.TRUE;
        } catch (IOException e) {
            return failure(e);
        }
    }

    /** What tells the file from others, by whatever names and handles they were opened. */
    private Object key(OpenFile file) {
        Object known = keys.get(file);
        if (known != null) {
            return known;
        }
        Object key = identity(file);
        keys.put(file, key);
        file.onClose(() -> closed(key, file));
        return key;
    }

    private static Object identity(OpenFile file) {
        Path path = file.path();
        try {
            Object key = path == null
                    ? null
                    : Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key != null ? key : path != null ? path : new Object();
        } catch (IOException e) {
            // It was deleted: nobody else opens it any more.
            return new Object();
        }
    }

    private void closed(Object key, OpenFile file) {
        try {
            table.closed(key, file);
        } catch (IOException e) {
            state.log().log(System.Logger.Level.WARNING, "lfs: locks of a closed file were not renewed", e);
        }
    }

    private static Varargs failure(IOException e) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(Errno.text(e)));
    }

    private static Varargs setmode(Varargs arguments) {
        file(arguments, "setmode");
        String mode = Arguments.string(arguments, 2);
        if (!mode.equals("binary") && !mode.equals("text")) {
            throw Arguments.wrong(2, "invalid option '" + mode + "'");
        }
        return LuaValue.varargsOf(LuaValue.TRUE, LuaString.valueOf("binary"));
    }

    private static OpenFile file(Varargs arguments, String function) {
        OpenFile file = OpenFile.of(arguments.arg1());
        if (file == null) {
            throw Arguments.wrongType(arguments, 1, "FILE*");
        }
        if (file.isClosed()) {
            throw new LuaError(function + ": closed file");
        }
        return file;
    }
}
