package luafcgid.protocol.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.protocol.ListenAddress;

/** Where a test listens: the tests of connections run in each of them. */
enum Place {
    NIO_TCP("nio", false),
    NIO_UNIX("nio", true),
    EPOLL_TCP("epoll", false),
    EPOLL_UNIX("epoll", true);

    final String kind;
    final boolean unix;

    Place(String kind, boolean unix) {
        this.kind = kind;
        this.unix = unix;
    }

    /** A new address: a free port, or a socket in a new directory. */
    ListenAddress address() throws IOException {
        if (!unix) {
            return ListenAddress.parse("127.0.0.1:0");
        }
        Path directory = Files.createTempDirectory("luafcgid");
        directory.toFile().deleteOnExit();
        return new ListenAddress.Unix(directory.resolve("test.sock"));
    }
}
