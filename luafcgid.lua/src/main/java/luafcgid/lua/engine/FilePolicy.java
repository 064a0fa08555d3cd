package luafcgid.lua.engine;

import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import luafcgid.lua.FileMode;
import luafcgid.lua.LogText;
import luafcgid.lua.files.Location;
import luafcgid.lua.files.RealPath;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/**
 * Which files scripts may touch.
 *
 * @param access   which they may read and write
 * @param roots    the folders that hold scripts; with {@code modules} the only ones from which Lua is loaded
 * @param modules  folders that hold modules
 * @param readable files and folders that may be read in a {@link Access#SANDBOX}
 * @param writable files and folders that may be read and written in a {@link Access#SANDBOX}
 */
public record FilePolicy(
        Access access, List<Path> roots, List<Path> modules, List<Path> readable, List<Path> writable) {
    private static final Set<String> DOTS = Set.of(".", "..");

    /** Where scripts may read and write. */
    public enum Access {
        /** Wherever the process may. */
        OPEN,
        /** Below the roots. */
        ROOT,
        /** Nowhere. */
        NONE,
        /** What is listed. */
        SANDBOX
    }

    public FilePolicy {
        roots = List.copyOf(roots);
        modules = List.copyOf(modules);
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
    }

    /** One without lists. */
    public FilePolicy(Access access, List<Path> roots, List<Path> modules) {
        this(access, roots, modules, List.of(), List.of());
    }

    /**
     * The file that a script means.
     *
     * @throws AccessDeniedException when the policy does not allow it; its reason is the setting
     * @throws LuaError when it is no file name
     */
    public Location locate(Path cwd, String path, FileMode mode) throws AccessDeniedException {
        return location(RealPath.of(absolute(cwd, path)), path, mode);
    }

    /** As {@link #locate}, but a symbolic link at the path's end is what the script means: to delete or rename it. */
    public Location locateEntry(Path cwd, String path, FileMode mode) throws AccessDeniedException {
        Path target = absolute(cwd, path);
        Path parent = target.getParent();
        Path name = target.getFileName();
        // "." and ".." are entries of another folder than the one before them.
        Path entry = parent == null || name == null || DOTS.contains(name.toString())
                ? RealPath.of(target)
                : RealPath.of(parent).resolve(name);
        return location(entry, path, mode);
    }

    private Location location(Path real, String path, FileMode mode) throws AccessDeniedException {
        if (mode != FileMode.LOAD && access == Access.OPEN) {
            return new Location(real, null);
        }
        Path base = base(real, mode);
        if (base == null) {
            throw new AccessDeniedException(path, null, setting(mode));
        }
        return new Location(real, base);
    }

    /** The allowed folder that the file, a real path, is in; null when there is none. */
    private @Nullable Path base(Path real, FileMode mode) {
        // Asked every time, since deployments switch links.
        return allowed(mode)
                .map(RealPath::of)
                .filter(real::startsWith)
                .findFirst()
                .orElse(null);
    }

    private Stream<Path> allowed(FileMode mode) {
        if (mode == FileMode.LOAD) {
            return Stream.concat(roots.stream(), modules.stream());
        }
        return switch (access) {
            case ROOT -> roots.stream();
            case SANDBOX ->
                mode == FileMode.WRITE ? writable.stream() : Stream.concat(readable.stream(), writable.stream());
            case OPEN, NONE -> Stream.empty();
        };
    }

    /** What would have to be set otherwise. */
    private String setting(FileMode mode) {
        if (mode == FileMode.LOAD) {
            return access == Access.SANDBOX ? "sandbox" : "roots";
        }
        if (access == Access.SANDBOX) {
            return mode == FileMode.WRITE ? "writable" : "readable";
        }
        return "files=" + access.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the file, a real path, is below a root. */
    public boolean isScript(Path real) {
        return roots.stream().map(RealPath::of).anyMatch(real::startsWith);
    }

    private static Path absolute(Path cwd, String path) {
        try {
            return cwd.resolve(path);
        } catch (InvalidPathException e) {
            throw new LuaError("not a file name: " + LogText.escape(path));
        }
    }
}
