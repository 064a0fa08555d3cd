package luafcgid.protocol.server;

import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the log of peers that were refused: of each address once, and a minute later how often it came again. Any thread. */
final class RefusedPeers {
    /** Beyond that they are counted together: whoever has a network to come from must not fill our memory. */
    private static final int ADDRESSES = 1000;

    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private final String listener;
    private final Consumer<Runnable> inAMinute;
    private final Map<String, AtomicLong> repeated = new ConcurrentHashMap<>();

    /** @param inAMinute has something run a minute later */
    RefusedPeers(String listener, Consumer<Runnable> inAMinute) {
        this.listener = listener;
        this.inAMinute = inAMinute;
    }

    void refused(@Nullable SocketAddress peer) {
        String name = name(peer);
        AtomicLong known = repeated.get(name);
        if (known == null && repeated.size() >= ADDRESSES) {
            name = "other addresses";
            known = repeated.get(name);
        }
        if (known != null || (known = repeated.putIfAbsent(name, new AtomicLong())) != null) {
            known.incrementAndGet();
            return;
        }
        String from = name;
        LOG.log(Level.WARNING, "{0} refused a connection from {1}, which is not allowed", listener, from);
        inAMinute.accept(() -> tellAgain(from));
    }

    private void tellAgain(String from) {
        AtomicLong count = repeated.remove(from);
        if (count != null && count.get() > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} refused {1} more connections from {2} within a minute",
                    listener,
                    count.toString(),
                    from);
        }
    }

    private static String name(@Nullable SocketAddress peer) {
        if (peer instanceof InetSocketAddress tcp && !tcp.isUnresolved()) {
            return tcp.getAddress().getHostAddress();
        }
        return peer instanceof InetSocketAddress ? "an unknown host" : "a peer that is not TCP";
    }
}
