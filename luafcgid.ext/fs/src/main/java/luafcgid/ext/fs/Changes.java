package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Errno;
import luafcgid.lua.FileMode;
import luafcgid.lua.LibraryFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What changes folders and their entries: {@code mkdir}, {@code rmdir}, {@code link}, {@code touch}. */
final class Changes {
    private static final String PERMISSIONS = "rwxrwxr-x";

    private final Paths paths;

    Changes(Paths paths) {
        this.paths = paths;
    }

    void into(LuaTable lfs) {
        LibraryFunction.define(lfs, "link", this::link);
        LibraryFunction.define(lfs, "mkdir", this::mkdir);
        LibraryFunction.define(lfs, "rmdir", this::rmdir);
        LibraryFunction.define(lfs, "touch", this::touch);
    }

    private Varargs mkdir(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        return Paths.result(() -> {
            Path folder = paths.entry(path, FileMode.WRITE);
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] permissions = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PERMISSIONS))
                    }
                    : new FileAttribute<?>[0];
            Files.createDirectory(folder, permissions);
            return LuaValue.TRUE;
        });
    }

    private Varargs rmdir(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        return Paths.result(() -> {
            // As the system answers; these are names of a folder that is another's entry.
            if (path.equals(".") || path.endsWith("/.")) {
                throw Errno.EINVAL.exception();
            }
            if (path.equals("..") || path.endsWith("/..")) {
                throw Errno.ENOTEMPTY.exception();
            }
            Path folder = paths.entry(path, FileMode.WRITE);
            if (!Attributes.of(folder, LinkOption.NOFOLLOW_LINKS).isDirectory()) {
                throw Errno.ENOTDIR.exception();
            }
            Files.delete(folder);
            return LuaValue.TRUE;
        });
    }

    private Varargs link(Varargs arguments) {
        String old = Arguments.string(arguments, 1);
        String link = Arguments.string(arguments, 2);
        boolean symbolic = arguments.arg(3).toboolean();
        return Paths.result(() -> {
            if (symbolic) {
                makeSymbolic(old, link);
            } else {
                Files.createLink(paths.entry(link, FileMode.WRITE), paths.entry(old, FileMode.WRITE));
            }
            return LuaValue.TRUE;
        });
    }

    private void makeSymbolic(String old, String link) throws IOException {
        Path entry = paths.entry(link, FileMode.WRITE);
        Path target = target(old);
        // Others who follow it, a web server for one, ask no policy.
        paths.file(entry.resolveSibling(target).toString(), FileMode.READ);
        Files.createSymbolicLink(entry, target);
    }

    private static Path target(String text) throws IOException {
        if (text.isEmpty()) {
            throw Errno.ENOENT.exception();
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Errno.EINVAL.exception();
        }
    }

    private Varargs touch(Varargs arguments) {
        String path = Arguments.string(arguments, 1);
        FileTime now = FileTime.from(Instant.now());
        FileTime access = time(arguments, 2, now);
        FileTime modification = time(arguments, 3, access);
        return Paths.result(() -> {
            Path file = paths.file(path, FileMode.WRITE);
            Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(modification, access, null);
            return LuaValue.TRUE;
        });
    }

    private static FileTime time(Varargs arguments, int index, FileTime otherwise) {
        return arguments.arg(index).isnil()
                ? otherwise
                : FileTime.from(Arguments.integer(arguments, index, 0), TimeUnit.SECONDS);
    }
}
