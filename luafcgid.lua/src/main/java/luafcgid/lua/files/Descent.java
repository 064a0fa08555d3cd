package luafcgid.lua.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.jspecify.annotations.Nullable;

/** The folder of a file, reached from another one that must not be left. */
final class Descent implements Closeable {
    private final @Nullable SecureDirectoryStream<Path> folder;

    private Descent(@Nullable SecureDirectoryStream<Path> folder) {
        this.folder = folder;
    }

    @SuppressWarnings("StreamResourceLeak") // Closed with the descent.
    static Descent to(Location location) throws IOException {
        Path base = location.base();
        Path parent = location.path().getParent();
        if (base == null || parent == null || !parent.startsWith(base)) {
            return new Descent(null);
        }
        DirectoryStream<Path> first = Files.newDirectoryStream(base);
        if (first instanceof SecureDirectoryStream<Path> secure) {
            return new Descent(descend(secure, base.relativize(parent)));
        }
        // Not this system's: it has no way to open a file by a folder that is open.
        first.close();
        return new Descent(null);
    }

    private static SecureDirectoryStream<Path> descend(SecureDirectoryStream<Path> base, Path way) throws IOException {
        SecureDirectoryStream<Path> folder = base;
        for (Path name : way) {
            if (name.toString().isEmpty()) {
                break;
            }
            try (SecureDirectoryStream<Path> above = folder) {
                folder = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return folder;
    }

    /** Null where the script may go anywhere, and where the system does not know how. */
    @Nullable
    SecureDirectoryStream<Path> folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
