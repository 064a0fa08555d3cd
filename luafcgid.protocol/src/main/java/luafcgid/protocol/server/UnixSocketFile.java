package luafcgid.protocol.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket that we listen on: who else listens there, who may use it, its removal.
 *
 * <p>The socket is bound in a directory that only we may enter and linked to the path when it is complete. So nobody can connect
 * before mode, owner and group are set, whatever the umask, and the name that Netty deletes when it closes a channel is never one
 * that another process has taken meanwhile.
 */
final class UnixSocketFile {
    static final String IN_USE = "it is in use; stop what listens there or choose another address with --listen";

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private final Path path;
    private final Path closed;
    private final Path bound;
    private @Nullable Object key;

    UnixSocketFile(Path path) {
        this.path = path;
        // Short, since a socket's path is.
        this.closed = path.resolveSibling(
                "." + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24), 36));
        this.bound = closed.resolve("s");
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
        if (directory != null && !Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
        Files.createDirectory(
                closed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & TYPE) != SOCKET) {
                throw new IOException("it exists and is not a socket; choose another path");
            }
            Object probed = fileKey(path);
            if (isLive()) {
                throw new IOException(IN_USE);
            }
            removeDead(probed);
        }
        return bound;
    }

    private boolean isLive() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException refused) {
            // Only this says that nobody listens: a socket that we may not use, or of another kind, is somebody's.
            return false;
        }
    }

    /** Another process may have come to the same conclusion, and have put its own socket there since. */
    private void removeDead(Object probed) throws IOException {
        Path aside = closed.resolve("d");
        Files.move(path, aside);
        try {
            if (!probed.equals(fileKey(aside))) {
                Files.createLink(path, aside);
                throw new IOException(IN_USE);
            }
        } finally {
            Files.delete(aside);
        }
    }

    /** The socket is bound: lets the world see it, for those to use who may. */
    void publish(SocketAccess access) throws IOException {
        access.apply(bound);
        try {
            Files.createLink(path, bound);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(IN_USE, e);
        }
        key = fileKey(path);
    }

    /** Removes what only binding needed. */
    void tidy() {
        try {
            Files.deleteIfExists(bound);
            Files.deleteIfExists(closed);
        } catch (IOException e) {
            // Of no use to anybody, and in nobody's way.
        }
    }

    /** Changes who may use the socket while it is listened on. */
    void change(SocketAccess access) throws IOException {
        if (!isOurs()) {
            throw new IOException(path + " is no longer the socket that luafcgid made; restart luafcgid");
        }
        access.apply(path);
    }

    /** Removes the file if it is still the one that we made. */
    void remove() {
        try {
            if (isOurs()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // Gone already, or not ours to remove any more.
        }
    }

    private boolean isOurs() throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && fileKey(path).equals(key);
    }

    private static Object fileKey(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        return key == null ? file : key;
    }
}
