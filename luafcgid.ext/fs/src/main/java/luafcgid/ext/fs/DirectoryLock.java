package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file whose existence locks a folder. LuaFileSystem's own locks are the same. */
final class DirectoryLock extends Opening {
    private static final String NAME = "lockfile.lfs";
    private static final Path TARGET = Path.of("lock");

    private final Path file;
    private final Identity identity;
    private boolean free;

    /** What tells a lock from one that somebody else took since. */
    private record Identity(@Nullable Object key, FileTime modification) {
        static Identity of(Path file) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Identity(attributes.fileKey(), attributes.lastModifiedTime());
        }
    }

    /** @throws java.nio.file.FileAlreadyExistsException when the lock is taken */
    DirectoryLock(Path file) throws IOException {
        this.file = file;
        try {
            Files.createSymbolicLink(file, TARGET);
        } catch (UnsupportedOperationException e) {
            Files.createFile(file);
        }
        identity = Identity.of(file);
    }

    /** The path of a folder's lock. */
    static String path(String folder) {
        return folder + "/" + NAME;
    }

    /** Removes a lock that is older than that. */
    static void removeStale(Path file, long seconds) throws IOException {
        try {
            Identity found = Identity.of(file);
            if (System.currentTimeMillis() - found.modification.toMillis() > TimeUnit.SECONDS.toMillis(seconds)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // It was just given up.
        }
    }

    @Override
    void close() throws IOException {
        if (free) {
            return;
        }
        free = true;
        try {
            if (Identity.of(file).equals(identity)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Somebody took it for stale.
        }
    }
}
