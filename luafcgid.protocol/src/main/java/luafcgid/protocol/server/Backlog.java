package luafcgid.protocol.server;

import io.netty.channel.ServerChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** How many connections may wait to be accepted, on a socket that listens already. */
final class Backlog {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private Backlog() {}

    static void change(ServerChannel channel, int connections) throws IOException {
        if (channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket) {
            // Once more is allowed, and only sets the number.
            socket.listen(connections);
        } else {
            LOG.log(
                    Level.INFO,
                    "backlog={0} counts from the next start on: transport nio cannot change it",
                    connections);
        }
    }
}
