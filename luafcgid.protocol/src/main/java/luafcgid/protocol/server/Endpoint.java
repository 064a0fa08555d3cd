package luafcgid.protocol.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.Transport;

/** What a listener accepts from: how it comes to be, and what it leaves. One thread at a time. */
interface Endpoint {
    /** Where it listens. */
    ListenAddress address();

    /**
     * Starts to listen.
     *
     * @throws IOException naming what stands in the way; nothing is left behind then
     */
    ServerChannel open(ServerBootstrap bootstrap, Transport transport, ListenerSettings settings) throws IOException;

    /** Takes over what may change while it listens; when it throws, all is as it was. */
    void change(ServerChannel channel, ListenerSettings before, ListenerSettings next) throws IOException;

    /** No peer is to come any more; the channel is about to be closed. */
    default void withdraw() {
        // Closing does it.
    }

    /** How status shows where the channel listens. */
    default String describe(ServerChannel channel) {
        return address().toString();
    }

    /** The endpoint of an address. */
    static Endpoint of(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Unix unix) {
            return new UnixEndpoint(unix);
        }
        if (address instanceof ListenAddress.Inherited inherited) {
            return InheritedEndpoint.of(inherited);
        }
        return new TcpEndpoint((ListenAddress.Tcp) address);
    }

    /** Waits for the future of a channel that starts to listen. */
    static ServerChannel await(ChannelFuture future) {
        // Throws what went wrong, checked exceptions too, without declaring it.
        return (ServerChannel) future.syncUninterruptibly().channel();
    }
}
