package luafcgid.protocol.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The file of a Unix socket that we listen on: who else listens there, its mode, its removal. */
final class UnixSocketFile {
    private final Path path;
    private @Nullable Object key;

    UnixSocketFile(Path path) {
        this.path = path;
    }

    /**
     * Makes way for a new socket: removes the file that a dead process left, never one that somebody listens on.
     *
     * @throws IOException naming what stands in the way
     */
    void prepare() throws IOException {
        Path directory = path.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("it exists and is not a socket; choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobodyListens) {
            Files.delete(path);
            return;
        }
        throw new IOException("it is in use; stop what listens there or choose another path with --listen");
    }

    /** The socket is bound: sets the file's mode, as in {@code 0660}, and remembers which file is ours. */
    void bound(String mode) throws IOException {
        int bits = Integer.parseInt(mode, 8);
        StringBuilder text = new StringBuilder();
        for (int i = 8; i >= 0; i--) {
            text.append((bits >> i & 1) == 0 ? '-' : "xwr".charAt(i % 3));
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text.toString()));
        key = fileKey();
    }

    /** Removes the file if it is still the one that we made. */
    void remove() {
        try {
            Object now = fileKey();
            if (now != null && now.equals(key)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // Gone already, or not ours to remove any more.
        }
    }

    private @Nullable Object fileKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
