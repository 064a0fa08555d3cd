package luafcgid.daemon.admin;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of the admin socket: only its owner can ever connect. */
final class AdminSocketFile {
    private AdminSocketFile() {}

    /** Listens at the path, in place of a socket that nobody listens on any more. */
    static ServerSocketChannel bind(Path path) throws IOException {
        refuseToReplaceOther(path);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("admin socket " + path + ": a file in a folder is needed");
        }
        Files.createDirectories(folder);
        // A new socket has the permissions that the umask leaves. It gets its own in a folder that is closed to all
        // others,
        // before it takes its place.
        Path closed = Files.createTempDirectory(folder, ".");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Path bound = closed.resolve("s");
            server.bind(UnixDomainSocketAddress.of(bound));
            ownerOnly(bound);
            Files.move(bound, path, ATOMIC_MOVE, REPLACE_EXISTING);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(closed.resolve("s"));
            throw e;
        } finally {
            Files.delete(closed);
        }
    }

    private static void refuseToReplaceOther(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("admin socket " + path + ": another file has this name; remove it");
        }
        if (isLive(path)) {
            throw new IOException("admin socket " + path
                    + ": another daemon listens there; stop it or choose another folder with --var");
        }
    }

    private static boolean isLive(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void ownerOnly(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
