package luafcgid.lua.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where paths lead. */
public final class RealPath {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private RealPath() {}

    /**
     * The real path as far as the file exists, the rest taken literally. Where a link leads to nothing, that is what it means: who
     * creates a file by the link's name creates it there.
     */
    public static Path of(Path path) {
        return of(path, new AtomicInteger(MOST_LINKS));
    }

    /** @param links how many links are followed before they are taken for a loop */
    private static Path of(Path path, AtomicInteger links) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            if (parent == null || name == null) {
                return path.toAbsolutePath().normalize();
            }
            Path entry = of(parent, links).resolve(name).normalize();
            Path target = links.getAndDecrement() > 0 ? target(entry) : null;
            return target == null ? entry : of(target, links);
        }
    }

    /** Where a symbolic link leads; null when the file is none. */
    private static @Nullable Path target(Path entry) {
        Path parent = entry.getParent();
        if (parent == null || !Files.isSymbolicLink(entry)) {
            return null;
        }
        try {
            return parent.resolve(Files.readSymbolicLink(entry));
        } catch (IOException e) {
            return null;
        }
    }
}
