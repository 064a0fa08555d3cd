package luafcgid.protocol.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.Transport;

/** A TCP port of ours. */
record TcpEndpoint(ListenAddress.Tcp address) implements Endpoint {
    @Override
    public ServerChannel open(ServerBootstrap bootstrap, Transport transport, ListenerSettings settings) {
        return Endpoint.await(bootstrap
                .channel(transport.serverChannel(address))
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .bind(transport.socketAddress(address)));
    }

    @Override
    public void change(ServerChannel channel, ListenerSettings before, ListenerSettings next) throws IOException {
        if (next.backlog() != before.backlog()) {
            Backlog.change(channel, next.backlog());
        }
    }

    /** With the port that was found where any would do. */
    @Override
    public String describe(ServerChannel channel) {
        return channel.localAddress() instanceof InetSocketAddress tcp
                ? new ListenAddress.Tcp(address.host(), tcp.getPort()).toString()
                : address.toString();
    }
}
