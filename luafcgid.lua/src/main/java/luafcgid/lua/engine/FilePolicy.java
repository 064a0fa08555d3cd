package luafcgid.lua.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.FileMode;
import luafcgid.lua.LogText;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/**
 * Which files scripts may touch.
 *
 * @param access which they may read and write
 * @param roots  the folders that hold scripts; with {@code modules} the only ones from which Lua is loaded
 * @param modules folders that hold modules
 */
public record FilePolicy(Access access, List<Path> roots, List<Path> modules) {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private static final Set<String> DOTS = Set.of(".", "..");

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
        // "." and ".." are entries of another folder than the one before them.
        Path entry = parent == null || name == null || DOTS.contains(name.toString())
                ? follow(target)
                : follow(parent).resolve(name);
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

    private static Path follow(Path path) {
        return follow(path, new AtomicInteger(MOST_LINKS));
    }

    /**
     * The real path as far as the file exists, the rest taken literally. Where a link leads to nothing, that is what it means: who
     * creates a file by the link's name creates it there.
     *
     * @param links how many links are followed before they are taken for a loop
     */
    private static Path follow(Path path, AtomicInteger links) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            if (parent == null || name == null) {
                return path.toAbsolutePath().normalize();
            }
            Path entry = follow(parent, links).resolve(name).normalize();
            Path target = links.getAndDecrement() > 0 ? target(entry) : null;
            return target == null ? entry : follow(target, links);
        }
    }

    /** Where a symbolic link leads; null when the file is none. */
    private static @Nullable Path target(Path entry) {
        Path parent = entry.getParent();
        if (parent == null || !Files.isSymbolicLink(entry)) {
            return null;
        }
        try {
            return parent.resolve(Files.readSymbolicLink(entry));
        } catch (IOException e) {
            return null;
        }
    }
}
