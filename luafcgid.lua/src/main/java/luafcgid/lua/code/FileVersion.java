package luafcgid.lua.code;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which contents a path leads to, as far as the file system tells. Two equal versions hold the same contents unless both were read
 * within one tick of the file system's clock (see {@link #isRacy}).
 *
 * @param realPath the file, symbolic links resolved
 * @param key      the file's identity; differs when the file was replaced by another of the same name
 * @param size     bytes
 * @param modified when the contents were changed, nanoseconds since the epoch; scripts can set it
 * @param changed  when the file was changed, nanoseconds since the epoch; nobody can set it. Zero where it is not known
 */
public record FileVersion(Path realPath, String key, long size, long modified, long changed) {
    /** Longer than a tick of any clock that counts parts of a second; Linux ticks every 1 to 10 ms. */
    private static final long FINE_TICK = TimeUnit.MILLISECONDS.toNanos(50);
    /** Some file systems count whole seconds, FAT two of them. */
    private static final long COARSE_TICK = TimeUnit.MILLISECONDS.toNanos(2100);

    /** Looks at the file now. */
    public static FileVersion of(Path path) throws IOException {
        Path real = path.toRealPath();
        if (real.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> attributes =
                    Files.readAttributes(real, "unix:dev,ino,size,lastModifiedTime,ctime,isRegularFile");
            requireFile(real, Boolean.TRUE.equals(attributes.get("isRegularFile")));
            return new FileVersion(
                    real,
                    attributes.get("dev") + ":" + attributes.get("ino"),
                    attributes.get("size") instanceof Long size ? size : 0,
                    nanos(attributes.get("lastModifiedTime")),
                    nanos(attributes.get("ctime")));
        }
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        requireFile(real, attributes.isRegularFile());
        String key = Objects.toString(attributes.fileKey(), "") + attributes.creationTime();
        return new FileVersion(real, key, attributes.size(), nanos(attributes.lastModifiedTime()), 0);
    }

    private static void requireFile(Path real, boolean regular) throws IOException {
        if (!regular) {
            throw new FileSystemException(real.toString(), null, "not a regular file");
        }
    }

    private static long nanos(@Nullable Object time) {
        return time instanceof FileTime stamp ? stamp.to(TimeUnit.NANOSECONDS) : 0;
    }

    /** Now, as {@link #modified} counts, and as finely: a file written just now must not seem to be from the future. */
    public static long now() {
        return FileTime.from(Instant.now()).to(TimeUnit.NANOSECONDS);
    }

    /** When the contents or the file changed last. */
    public long touched() {
        return Math.max(modified, changed);
    }

    /** Whether contents read at {@code time} may have been changed afterwards without this version telling. */
    boolean isRacy(long time) {
        boolean coarse = modified % TimeUnit.SECONDS.toNanos(1) == 0 && changed % TimeUnit.SECONDS.toNanos(1) == 0;
        return time - touched() < (coarse ? COARSE_TICK : FINE_TICK);
    }
}
