package luafcgid.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder with a path short enough for Unix sockets in it. */
public record Folder(Path path) implements AutoCloseable {
    public static Folder create() throws IOException {
        return new Folder(Files.createTempDirectory("lf").toRealPath());
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Writes a file as an editor does that overwrites. */
    public Path write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.writeString(file, text);
    }

    /** Writes a file as an editor does that renames. */
    public Path replace(String name, String text) throws IOException {
        Path part = write(name + ".part", text);
        return Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Copies a whole tree into it, times and permissions included. */
    public void copy(Path tree, String name) throws IOException {
        CopyOption[] options = {StandardCopyOption.COPY_ATTRIBUTES};
        for (Path from : walk(tree)) {
            Files.copy(from, path.resolve(name).resolve(tree.relativize(from).toString()), options);
        }
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> walk(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            return paths.toList();
        }
    }

    @Override
    public void close() {
        try {
            for (Path each :
                    walk(path).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
