package luafcgid.daemon.deploy;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which version of a file, or of a folder with all in it, is there. */
record Stamp(List<Entry> entries) {
    /** A dropped folder is a library, not a disk. */
    private static final int MOST_ENTRIES = 20_000;

    private record Entry(String path, long size, FileTime modified, Optional<Object> key) {}

    Stamp {
        entries = List.copyOf(entries);
    }

    /**
     * Looks at the disk.
     *
     * @return empty when nothing is there
     */
    static Optional<Stamp> of(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(file, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> paths = all.limit(MOST_ENTRIES + 1L).sorted().toList();
            if (paths.size() > MOST_ENTRIES) {
                throw new IOException("there are more than " + MOST_ENTRIES + " files in it");
            }
            return Optional.of(
                    new Stamp(paths.stream().map(path -> entry(file, path)).toList()));
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(Path root, Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Entry(
                    root.relativize(path).toString(),
                    attributes.isDirectory() ? 0 : attributes.size(),
                    attributes.lastModifiedTime(),
                    Optional.ofNullable(attributes.fileKey()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** When the youngest part was written. */
    FileTime youngest() {
        return entries.stream().map(Entry::modified).max(FileTime::compareTo).orElseGet(() -> FileTime.fromMillis(0));
    }
}
