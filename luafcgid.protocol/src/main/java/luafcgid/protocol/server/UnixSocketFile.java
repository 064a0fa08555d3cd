package luafcgid.protocol.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket that we listen on: who else listens there, its mode, its removal.
 *
 * <p>The socket is bound under a name of its own and linked to the path when it is complete. So nobody can connect before the mode
 * is set, and the name that Netty's epoll channel deletes when it closes is never one that another process has taken meanwhile.
 */
final class UnixSocketFile {
    static final String IN_USE = "it is in use; stop what listens there or choose another address with --listen";

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private final Path own;
    private @Nullable Object key;

    UnixSocketFile(Path path) {
        this.path = path;
        // Short, since a socket's path is.
        this.own = path.resolveSibling(
                "." + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24), 36));
    }

    /**
     * Makes way for a new socket: removes the file that a dead process left, never one that somebody listens on.
     *
     * @return the path to bind the socket to
     * @throws IOException naming what stands in the way
     */
    Path prepare() throws IOException {
        Path directory = path.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return own;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & TYPE) != SOCKET) {
            throw new IOException("it exists and is not a socket; choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException refused) {
            // Only this says that nobody listens: a socket that we may not use, or of another kind, is somebody's.
            Files.delete(path);
            return own;
        }
        throw new IOException(IN_USE);
    }

    /** The socket is bound: sets its mode, as in {@code 0660}, and lets the world see it. */
    void publish(String mode) throws IOException {
        int bits = Integer.parseInt(mode, 8);
        StringBuilder text = new StringBuilder();
        for (int i = 8; i >= 0; i--) {
            text.append((bits >> i & 1) == 0 ? '-' : "xwr".charAt(i % 3));
        }
        try {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString(text.toString()));
            Files.createLink(path, own);
            key = fileKey();
        } catch (FileAlreadyExistsException e) {
            throw new IOException(IN_USE, e);
        } finally {
            Files.deleteIfExists(own);
        }
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
