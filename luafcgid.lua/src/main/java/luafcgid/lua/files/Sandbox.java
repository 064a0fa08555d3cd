package luafcgid.lua.files;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scripts that are not trusted.
 *
 * @param folders  that hold them
 * @param readable files and folders that they may read: absolute, or relative to theirs of {@code folders}
 * @param writable the same, that they may read and write
 */
public record Sandbox(List<Path> folders, List<Path> readable, List<Path> writable) {
    /** All scripts are trusted. */
    public static final Sandbox NONE = new Sandbox(List.of(), List.of(Path.of(".")), List.of());

    public Sandbox {
        folders = List.copyOf(folders);
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
    }

    /**
     * The folder that holds the script; null when it is trusted.
     *
     * @param path as the web server names it
     * @param real the file: a link out of a sandbox gains nothing, one into it is none to the script
     */
    public @Nullable Path folder(Path path, Path real) {
        Path named = path.normalize();
        return folders.stream()
                .filter(folder -> named.startsWith(folder) || real.startsWith(RealPath.of(folder)))
                .max(Comparator.comparingInt(Path::getNameCount))
                .orElse(null);
    }

    public List<Path> readable(Path folder) {
        return readable.stream().map(folder::resolve).toList();
    }

    public List<Path> writable(Path folder) {
        return writable.stream().map(folder::resolve).toList();
    }
}
