package luafcgid.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Held by the one daemon of a var folder. The system releases it with the process, however that ends. */
final class InstanceLock implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private InstanceLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock, or nothing when a daemon holds it. */
    static Optional<InstanceLock> take(Path path) throws IOException {
        while (true) {
            try {
                Files.createFile(path);
            } catch (FileAlreadyExistsException e) {
                // Left by a process that was killed, or held: the lock itself tells.
            }
            try {
                Object before = key(path);
                FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                if (!locked(channel)) {
                    channel.close();
                    return Optional.empty();
                }
                // A holder that ends deletes the file: a lock on a deleted one excludes nobody.
                if (Objects.equals(before, keyOrNull(path))) {
                    return Optional.of(new InstanceLock(path, channel));
                }
                channel.close();
            } catch (NoSuchFileException e) {
                // Deleted in between: again.
            }
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** True when a process holds the lock. */
    static boolean held(Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return !locked(channel);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static @Nullable Object keyOrNull(Path path) throws IOException {
        try {
            return key(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Releases the lock and removes its file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }
}
