package luafcgid.lua.engine;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.FileMode;
import org.luaj.vm2.LuaError;

/**
 * Which files scripts may touch.
 *
 * @param access which they may read and write
 * @param roots  the folders that hold scripts; with {@code modules} the only ones from which Lua is loaded
 * @param modules folders that hold modules
 */
public record FilePolicy(Access access, List<Path> roots, List<Path> modules) {
    /** Where scripts may read and write. */
    public enum Access {
        /** Wherever the process may. */
        OPEN,
        /** Below the roots. */
        ROOT,
        /** Nowhere. */
        NONE
    }

    public FilePolicy {
        roots = List.copyOf(roots);
        modules = List.copyOf(modules);
    }

    /**
     * The file that a script means.
     *
     * @throws LuaError when the policy does not allow it
     */
    public Path resolve(Path cwd, String path, FileMode mode) {
        Path target = follow(absolute(cwd, path));
        if (!allows(target, mode)) {
            throw new LuaError(path + ": not allowed by the file policy");
        }
        return target;
    }

    /** As {@link #resolve}, but a symbolic link at the path's end is what the script means: to delete or rename it. */
    public Path resolveEntry(Path cwd, String path, FileMode mode) {
        Path target = absolute(cwd, path);
        Path parent = target.getParent();
        Path name = target.getFileName();
        Path entry = parent == null || name == null ? target : follow(parent).resolve(name);
        if (!allows(entry, mode)) {
            throw new LuaError(path + ": not allowed by the file policy");
        }
        return entry;
    }

    /** Whether the file, a real path, may be used so. */
    public boolean allows(Path real, FileMode mode) {
        if (mode == FileMode.LOAD) {
            return isBelow(roots, real) || isBelow(modules, real);
        }
        return switch (access) {
            case OPEN -> true;
            case ROOT -> isBelow(roots, real);
            case NONE -> false;
        };
    }

    /** Whether the file, a real path, is below a root. */
    public boolean isScript(Path real) {
        return isBelow(roots, real);
    }

    private static boolean isBelow(List<Path> folders, Path real) {
        for (Path folder : folders) {
            // Asked every time, since deployments switch links.
            if (real.startsWith(follow(folder))) {
                return true;
            }
        }
        return false;
    }

    private static Path absolute(Path cwd, String path) {
        try {
            return cwd.resolve(path);
        } catch (InvalidPathException e) {
            throw new LuaError("not a file name: " + LogText.escape(path));
        }
    }

    /** The real path as far as the file exists, the rest taken literally. */
    private static Path follow(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            return parent == null || name == null
                    ? path.toAbsolutePath().normalize()
                    : follow(parent).resolve(name).normalize();
        }
    }
}
