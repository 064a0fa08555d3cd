package luafcgid.protocol.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file of one body: bytes are appended to it and read from it in their order. It has no name from the moment it is open, so that
 * nothing of it outlives the process.
 *
 * <p>Its monitor guards everything and is held while the disk works: never called on an I/O thread, and never with another lock. Not a
 * FileChannel, which the interrupt of a reader would close.
 */
final class SpoolFile {
    /** A longer file is emptied once all of it was read. Emptying a shorter one each time would cost more than it gives back. */
    private static final long KEPT = 1 << 20;

    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];

    private final Spool spool;
    private final RandomAccessFile file;
    /** The file's name, where the system does not remove that of an open one. */
    private final @Nullable Path named;

    private long written;
    private long read;
    private long length;
    private boolean closed;

    /** @throws IOException naming the folder, what is wrong with it and the remedy */
    SpoolFile(Spool spool) throws IOException {
        this.spool = spool;
        try {
            Path folder = spool.settings().folder();
            Files.createDirectories(folder, OWNER_ONLY);
            // Made for its owner only.
            Path path = Files.createTempFile(folder, "body", null);
            try {
                this.file = new RandomAccessFile(path.toFile(), "rw");
            } finally {
                path = remove(path) ? null : path;
            }
            this.named = path;
        } catch (IOException e) {
            throw spool.unusable(e);
        }
        spool.count(1);
    }

    private static boolean remove(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException naming the setting or the folder at fault and the remedy */
    synchronized void append(byte[] from, int count) throws IOException {
        checkOpen();
        long growth = Math.max(0, written + count - length);
        spool.reserve(growth);
        length += growth;
        try {
            file.seek(written);
            file.write(from, 0, count);
        } catch (IOException e) {
            throw spool.unusable(e);
        }
        written += count;
    }

    /** Reads some of what was appended: at least one byte has to be left. */
    synchronized int read(byte[] into, int offset, int count) throws IOException {
        checkOpen();
        try {
            file.seek(read);
            int n = file.read(into, offset, (int) Math.min(count, written - read));
            if (n <= 0) {
                throw new EOFException("a file there was cut short by somebody else");
            }
            read += n;
            if (read == written) {
                rewind();
            }
            return n;
        } catch (IOException e) {
            throw spool.unusable(e);
        }
    }

    private void rewind() throws IOException {
        read = 0;
        written = 0;
        if (length > KEPT) {
            file.setLength(0);
            spool.reserve(-length);
            length = 0;
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the body was given up");
        }
    }

    /** Gives the disk's space back; waits for a read or write in progress. Again: does nothing. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            // Nobody waits for what was in it.
        }
        spool.free(length);
        if (named != null) {
            remove(named);
        }
        spool.count(-1);
    }
}
