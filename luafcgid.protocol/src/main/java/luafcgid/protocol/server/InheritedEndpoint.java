package luafcgid.protocol.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.InheritedSocket;
import luafcgid.protocol.transport.Transport;

/** A socket that this process was started with. Its file, its backlog and its end are its maker's business. */
record InheritedEndpoint(InheritedSocket socket) implements Endpoint {
    static InheritedEndpoint of(ListenAddress.Inherited address) throws IOException {
        return new InheritedEndpoint(
                InheritedSocket.at(address.descriptor())
                        .orElseThrow(
                                () -> new IOException(
                                        "descriptor " + address.descriptor()
                                                + " is no socket that listens; have what starts luafcgid pass one, or choose another address")));
    }

    @Override
    public ListenAddress address() {
        return socket.address();
    }

    @Override
    public ServerChannel open(ServerBootstrap bootstrap, Transport transport, ListenerSettings settings)
            throws IOException {
        if (socket.address() instanceof ListenAddress.Tcp) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
        }
        ServerChannel adopted = transport.adopt(socket);
        // It is active already: nobody may be accepted before the handler is there that takes him over.
        ServerChannel channel = Endpoint.await(bootstrap
                .channelFactory(() -> adopted)
                .option(ChannelOption.AUTO_READ, false)
                .register());
        channel.config().setAutoRead(true);
        return channel;
    }

    @Override
    public void change(ServerChannel channel, ListenerSettings before, ListenerSettings next) {
        // Nothing of it is ours to change.
    }

    @Override
    public String describe(ServerChannel channel) {
        return socket.toString();
    }
}
