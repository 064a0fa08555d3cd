package luafcgid.lua;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * What a script's file handle holds: one that {@code io.open}, {@code io.popen} or {@code io.tmpfile} returned, or a standard file.
 * Used on the thread that runs the state that opened it.
 */
public interface OpenFile {
    /** The open file that a Lua value is a handle of; null when it is none. A handle stays one after it was closed. */
    static @Nullable OpenFile of(LuaValue value) {
        return value.isuserdata(OpenFile.class) ? (OpenFile) value.touserdata() : null;
    }

    /** Whether the script, or the end of its state, closed the file. */
    boolean isClosed();

    /**
     * The channel through which the file is read ({@link FileMode#READ}) or written ({@link FileMode#WRITE}): for most files that are
     * both it is the same one. It belongs to the file, which moves its position at will, buffers before it, and closes it, with all locks that
     * were taken through it: use what needs no position, and never close it.
     *
     * @return null when the file is closed or not open for that, and for what is no file on a disk: programs, standard files
     */
    @Nullable
    FileChannel channel(FileMode mode);

    /** The file's path when it was opened, symbolic links resolved; null for what is no file on a disk. */
    @Nullable
    Path path();

    /** Has {@code action} run once the file is closed, on the thread that closes it; it must not call Lua. */
    void onClose(Runnable action);

    /**
     * Hands over to the system what the script wrote so far, so that whoever reads the file sees it, and forgets what was read ahead, so that
     * the script sees what others write.
     *
     * @throws IOException when that fails, or the file is closed
     */
    void flush() throws IOException;
}
