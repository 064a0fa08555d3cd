package luafcgid.daemon.log;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file that is renamed to {@code NAME.1} when the next entry would exceed its size, {@code NAME.1} to {@code
 * NAME.2} and so on; the oldest goes. The current file always has the plain name.
 */
final class RotatingFile implements LineOutput {
    private final Path file;
    private final long limit;
    private final int kept;
    private OutputStream stream;
    private long size;

    /** Keeps at most {@code count} files of at most {@code limit} bytes each, the current one included. */
    RotatingFile(Path file, long limit, int count) throws IOException {
        this.file = file;
        this.limit = limit;
        this.kept = count - 1;
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        stream = open();
    }

    @Override
    public void write(String entry) throws IOException {
        byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
        if (size > 0 && size + bytes.length > limit) {
            rotate();
        }
        stream.write(bytes);
        size += bytes.length;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private void rotate() throws IOException {
        stream.close();
        try {
            for (int i = kept; i > 0; i--) {
                Path older = i == 1 ? file : numbered(i - 1);
                if (Files.exists(older)) {
                    Files.move(older, numbered(i), REPLACE_EXISTING);
                }
            }
            if (kept == 0) {
                Files.deleteIfExists(file);
            }
        } finally {
            // Whatever kept a file from being renamed, logging goes on.
            stream = open();
        }
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Files.newOutputStream(file, CREATE, WRITE, APPEND);
        size = Files.size(file);
        return opened;
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
