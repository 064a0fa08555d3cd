package luafcgid.daemon.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;

/** Bytes that a request sends, from what was typed or from a file, which is never held in memory. */
record Content(long length, Instant lastModified, Source source) {
    /** No bytes. */
    static final Content NONE = text("");

    /** Opens them. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    static Content text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content(bytes.length, Instant.EPOCH, () -> new ByteArrayInputStream(bytes));
    }

    static Content file(String option, String name) throws IOException {
        try {
            Path file = Path.of(name);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new IOException("get: " + option + " " + name + ": no file that the daemon can read");
            }
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return new Content(Files.size(file), modified, () -> Files.newInputStream(file));
        } catch (InvalidPathException e) {
            throw new IOException("get: " + option + " " + name + ": not a path: " + e.getReason(), e);
        }
    }
}
