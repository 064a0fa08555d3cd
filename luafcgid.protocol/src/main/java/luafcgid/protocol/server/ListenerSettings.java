package luafcgid.protocol.server;

import java.time.Duration;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.ListenAddress;

/**
 * What a listener is made with; all but the address may change while it listens.
 *
 * @param backlog connections that may wait to be accepted, 1 or more; of an inherited socket its maker's counts
 * @param access  of the file of a Unix socket that is not inherited
 * @param allowed the TCP peers that may connect
 * @param drain   how long requests in progress may take when the listener closes
 */
public record ListenerSettings(
        ListenAddress address, int backlog, SocketAccess access, AllowedPeers allowed, Duration drain) {
    /** A listener as it is without any configuration. */
    public static ListenerSettings of(ListenAddress address) {
        return new ListenerSettings(address, 1024, SocketAccess.DEFAULT, AllowedPeers.ANYBODY, Duration.ofSeconds(10));
    }

    /** The same for other peers. */
    public ListenerSettings allowing(AllowedPeers peers) {
        return new ListenerSettings(address, backlog, access, peers, drain);
    }

    /** The same for other users of the machine. */
    public ListenerSettings accessibleBy(SocketAccess users) {
        return new ListenerSettings(address, backlog, users, allowed, drain);
    }
}
