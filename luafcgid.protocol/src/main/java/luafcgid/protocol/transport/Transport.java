package luafcgid.protocol.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.SocketAddress;
import luafcgid.protocol.ListenAddress;

/** The event loops that all listeners of the daemon share, and the channel types that fit them. A service. Any thread. */
public interface Transport {
    /** {@code epoll} or {@code nio}. */
    String name();

    /** The event loops. They belong to the transport: nobody else shuts them down. */
    EventLoopGroup group();

    /** The channel type that accepts connections on such an address. */
    Class<? extends ServerChannel> serverChannel(ListenAddress address);

    /**
     * A channel that accepts from a socket which listens already, with a descriptor of its own. It is to be registered, not bound,
     * and its socket's file stays when it closes.
     *
     * @throws IOException when the socket cannot be taken over, with the reason
     */
    ServerChannel adopt(InheritedSocket socket) throws IOException;

    /** The channel type that connects to such an address. */
    Class<? extends Channel> channel(ListenAddress address);

    /** The address in the form that these channel types take. */
    SocketAddress socketAddress(ListenAddress address);
}
