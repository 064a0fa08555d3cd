package luafcgid.ext.form.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where uploads' files are: a private folder of this process within the configured one, made when the first file is. Any thread.
 *
 * <p>The lock is held only while the folder is made.
 */
public final class UploadFolder {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /** Where the folder is to be. */
    @FunctionalInterface
    public interface Location {
        Path get() throws IOException;
    }

    private final Location configured;
    private final AtomicLong count = new AtomicLong();
    private @Nullable Path folder;
    private @Nullable Set<PosixFilePermission> ordinary;

    /** @param configured asked when the folder is made, and when it goes */
    public UploadFolder(Location configured) {
        this.configured = configured;
    }

    /** A new, empty file that no other user may read. */
    Path create() throws IOException {
        Path file = folder().resolve("upload-" + count.incrementAndGet());
        return Files.createFile(file, only(file, FILE));
    }

    /** Gives a file that leaves the folder the permissions of any file that the process makes. */
    void release(Path file) throws IOException {
        if (isPosix(file)) {
            Files.setPosixFilePermissions(file, ordinary());
        }
    }

    private synchronized Path folder() throws IOException {
        Path made = folder;
        if (made == null || !Files.isDirectory(made)) {
            try {
                made = make(configured.get());
            } catch (NoSuchFileException e) {
                // Another version of this bundle, just stopped, has removed the parent meanwhile.
                made = make(configured.get());
            }
            folder = made;
        }
        return made;
    }

    private static Path make(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent, only(parent, FOLDER));
        }
        ProcessFolders.sweep(parent);
        return Files.createDirectory(ProcessFolders.unused(parent), only(parent, FOLDER));
    }

    /** The process's umask is known only by what it does. */
    private synchronized Set<PosixFilePermission> ordinary() throws IOException {
        Set<PosixFilePermission> known = ordinary;
        if (known == null) {
            Path probe = Files.createFile(folder().resolve("probe-" + count.incrementAndGet()));
            known = Files.getPosixFilePermissions(probe);
            Files.delete(probe);
            ordinary = known;
        }
        return known;
    }

    /** Removes the folders unless something is in them: of requests that have not ended, or of another version of this bundle. */
    public synchronized void close() {
        Path made = folder;
        if (made != null) {
            folder = null;
            try {
                Files.deleteIfExists(made);
                Files.deleteIfExists(configured.get());
            } catch (IOException e) {
                // In use; a later start sweeps.
            }
        }
    }

    private static FileAttribute<?>[] only(Path path, Set<PosixFilePermission> permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
