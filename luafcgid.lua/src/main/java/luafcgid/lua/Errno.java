package luafcgid.lua;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Why a system call failed, by the number and in the words that Lua's own libraries give scripts: those of Linux and its C library. */
public enum Errno {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EINTR(4, "Interrupted system call"),
    EIO(5, "Input/output error"),
    ENXIO(6, "No such device or address"),
    EBADF(9, "Bad file descriptor"),
    EAGAIN(11, "Resource temporarily unavailable"),
    EACCES(13, "Permission denied"),
    EBUSY(16, "Device or resource busy"),
    EEXIST(17, "File exists"),
    EXDEV(18, "Invalid cross-device link"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    ENFILE(23, "Too many open files in system"),
    EMFILE(24, "Too many open files"),
    ETXTBSY(26, "Text file busy"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    ESPIPE(29, "Illegal seek"),
    EROFS(30, "Read-only file system"),
    EMLINK(31, "Too many links"),
    EPIPE(32, "Broken pipe"),
    EDEADLK(35, "Resource deadlock avoided"),
    ENAMETOOLONG(36, "File name too long"),
    ENOLCK(37, "No locks available"),
    ENOTEMPTY(39, "Directory not empty"),
    ELOOP(40, "Too many levels of symbolic links"),
    EOVERFLOW(75, "Value too large for defined data type"),
    EOPNOTSUPP(95, "Operation not supported"),
    ESTALE(116, "Stale file handle"),
    EDQUOT(122, "Disk quota exceeded");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number that scripts get as a third result. */
    public int number() {
        return number;
    }

    /** What {@code strerror} says. */
    public String text() {
        return text;
    }

    /** Why {@code e} was thrown; {@link #EIO} where it does not tell. */
    public static Errno of(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return isBelowFile(missing.getFile()) ? ENOTDIR : ENOENT;
        }
        if (e instanceof AccessDeniedException) {
            return EACCES;
        }
        if (e instanceof FileAlreadyExistsException) {
            return EEXIST;
        }
        if (e instanceof NotDirectoryException) {
            return ENOTDIR;
        }
        if (e instanceof DirectoryNotEmptyException) {
            return ENOTEMPTY;
        }
        if (e instanceof NotLinkException) {
            return EINVAL;
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return EXDEV;
        }
        if (e instanceof FileSystemLoopException) {
            return ELOOP;
        }
        if (e instanceof ClosedByInterruptException) {
            return EINTR;
        }
        if (e instanceof ClosedChannelException) {
            return EBADF;
        }
        return named(reason(e));
    }

    /** Newer Javas tell a path that leads through a file by the same exception as one that leads to nothing. */
    private static boolean isBelowFile(@Nullable String file) {
        if (file != null) {
            for (Path folder = Path.of(file).getParent(); folder != null; folder = folder.getParent()) {
                if (Files.exists(folder)) {
                    return !Files.isDirectory(folder);
                }
            }
        }
        return false;
    }

    /** Java knows the number and does not tell it: what it tells is the text, here and there with more behind it. */
    private static Errno named(@Nullable String reason) {
        Errno best = EIO;
        if (reason != null) {
            int length = 0;
            for (Errno each : values()) {
                if (reason.startsWith(each.text) && each.text.length() > length) {
                    best = each;
                    length = each.text.length();
                }
            }
        }
        return best;
    }

    private static @Nullable String reason(IOException e) {
        return e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    }

    /** What to tell a script about {@code e}: what {@code strerror} says, or Java where that is unknown. */
    public static String text(IOException e) {
        Errno errno = of(e);
        String reason = reason(e);
        return errno == EIO && reason != null ? reason : errno.text;
    }

    /** An exception of which {@link #of} is this. */
    public IOException exception() {
        return new IOException(text);
    }

    /** What Lua's libraries return for a call that failed: nil, {@code text}, the number. */
    public static Varargs failure(IOException e) {
        return failure(text(e), of(e));
    }

    /** As {@link #failure(IOException)}, with a subject before the text: {@code "x: No such file or directory"}. */
    public static Varargs failure(String subject, IOException e) {
        return failure(subject + ": " + text(e), of(e));
    }

    /** Nil, a message and the number. */
    public static Varargs failure(String message, Errno errno) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(message), LuaValue.valueOf(errno.number));
    }
}
