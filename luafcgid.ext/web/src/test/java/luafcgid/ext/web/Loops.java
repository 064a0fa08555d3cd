package luafcgid.ext.web;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.InheritedSocket;
import luafcgid.protocol.transport.Transport;

/** Event loops of a test's own. */
record Loops(
        String name,
        EventLoopGroup group,
        Class<? extends ServerChannel> serverType,
        Class<? extends Channel> clientType)
        implements Transport {
    static Loops nio() {
        return new Loops(
                "nio",
                new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()),
                NioServerSocketChannel.class,
                NioSocketChannel.class);
    }

    static Loops epoll() {
        return new Loops(
                "epoll",
                new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory()),
                EpollServerSocketChannel.class,
                EpollSocketChannel.class);
    }

    @Override
    public Class<? extends ServerChannel> serverChannel(ListenAddress address) {
        return serverType;
    }

    @Override
    public ServerChannel adopt(InheritedSocket socket) {
        throw new UnsupportedOperationException("an HTTP front binds its address");
    }

    @Override
    public Class<? extends Channel> channel(ListenAddress address) {
        return clientType;
    }

    @Override
    public SocketAddress socketAddress(ListenAddress address) {
        return address.socketAddress();
    }
}
