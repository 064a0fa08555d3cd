package luafcgid.protocol.server;

import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import luafcgid.protocol.LimitedLog;
import org.jspecify.annotations.Nullable;

/** Tells the log of peers that were refused. Any thread. */
final class RefusedPeers {
    private static final LimitedLog LOG =
            new LimitedLog(System.getLogger("luafcgid.protocol.Listener"), Duration.ofMinutes(1));

    private final String listener;

    RefusedPeers(String listener) {
        this.listener = listener;
    }

    void refused(@Nullable SocketAddress peer) {
        String name = name(peer);
        LOG.log(
                Level.WARNING,
                listener + " " + name,
                () -> listener + " refused a connection from " + name + ", which is not allowed");
    }

    private static String name(@Nullable SocketAddress peer) {
        if (peer instanceof InetSocketAddress tcp && !tcp.isUnresolved()) {
            return tcp.getAddress().getHostAddress();
        }
        return peer instanceof InetSocketAddress ? "an unknown host" : "a peer that is not TCP";
    }
}
