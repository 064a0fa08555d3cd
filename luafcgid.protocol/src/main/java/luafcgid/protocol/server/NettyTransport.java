package luafcgid.protocol.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.InheritedSocket;
import luafcgid.protocol.transport.Transport;

/** Netty's event loops: epoll where the machine has it, else the JDK's NIO, which also carries Unix sockets. */
public final class NettyTransport implements Transport, AutoCloseable {
    /** Bytes. Requests may begin on these threads, and a script's recursion takes as much stack here as on a worker. */
    static final int STACK = 16 << 20;

    private final EventLoopGroup group;
    private final Kind kind;

    /** A way to wait for sockets, with the channel types that belong to it. */
    enum Kind {
        EPOLL {
            @Override
            IoHandlerFactory handlers() {
                return EpollIoHandler.newFactory();
            }

            @Override
            Class<? extends ServerChannel> serverChannel(boolean unix) {
                return unix ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class;
            }

            @Override
            ServerChannel adopt(InheritedSocket socket) throws IOException {
                int descriptor = socket.duplicate();
                return socket.address() instanceof ListenAddress.Unix
                        ? new EpollServerDomainSocketChannel(descriptor)
                        : new EpollServerSocketChannel(descriptor);
            }

            @Override
            Class<? extends Channel> channel(boolean unix) {
                return unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class;
            }

            @Override
            SocketAddress unixAddress(ListenAddress.Unix address) {
                return new DomainSocketAddress(address.path().toString());
            }
        },
        NIO {
            @Override
            IoHandlerFactory handlers() {
                return NioIoHandler.newFactory();
            }

            @Override
            Class<? extends ServerChannel> serverChannel(boolean unix) {
                return unix ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class;
            }

            @Override
            ServerChannel adopt(InheritedSocket socket) throws IOException {
                return socket.address() instanceof ListenAddress.Unix
                        ? new NioInheritedServerChannel(socket.channel())
                        : new NioServerSocketChannel(socket.channel());
            }

            @Override
            Class<? extends Channel> channel(boolean unix) {
                return unix ? NioDomainSocketChannel.class : NioSocketChannel.class;
            }

            @Override
            SocketAddress unixAddress(ListenAddress.Unix address) {
                return address.socketAddress();
            }
        };

        abstract IoHandlerFactory handlers();

        abstract Class<? extends ServerChannel> serverChannel(boolean unix);

        abstract ServerChannel adopt(InheritedSocket socket) throws IOException;

        abstract Class<? extends Channel> channel(boolean unix);

        abstract SocketAddress unixAddress(ListenAddress.Unix address);
    }

    /**
     * Starts the event loops.
     *
     * @param kind    {@code auto}, {@code epoll} or {@code nio}
     * @param threads how many event loops, at least 1
     * @throws IllegalArgumentException for another kind, or for epoll where there is none
     */
    public NettyTransport(String kind, int threads) {
        this(kind, threads, STACK);
    }

    /**
     * As the other, with threads of another stack.
     *
     * @param stack how large it is in bytes, about
     * @throws IllegalArgumentException for another kind, or for epoll where there is none
     */
    public NettyTransport(String kind, int threads, int stack) {
        this.kind = choose(kind);
        this.group = new MultiThreadIoEventLoopGroup(threads, new IoThreads(stack), this.kind.handlers());
    }

    private static Kind choose(String kind) {
        return switch (kind) {
            case "auto" -> hasEpoll() ? Kind.EPOLL : Kind.NIO;
            case "nio" -> Kind.NIO;
            case "epoll" -> {
                if (!hasEpoll()) {
                    throw new IllegalArgumentException(
                            "luafcgid.protocol.Transport: kind=epoll, but this machine has no epoll; write auto or nio");
                }
                yield Kind.EPOLL;
            }
            default ->
                throw new IllegalArgumentException(
                        "luafcgid.protocol.Transport: kind=" + kind + " is none of auto, epoll, nio");
        };
    }

    private static boolean hasEpoll() {
        try {
            return Epoll.isAvailable();
        } catch (LinkageError e) {
            // Netty's epoll classes are an optional import of this bundle.
            return false;
        }
    }

    @Override
    public String name() {
        return kind == Kind.EPOLL ? "epoll" : "nio";
    }

    @Override
    public EventLoopGroup group() {
        return group;
    }

    @Override
    public Class<? extends ServerChannel> serverChannel(ListenAddress address) {
        return kind.serverChannel(address instanceof ListenAddress.Unix);
    }

    @Override
    public ServerChannel adopt(InheritedSocket socket) throws IOException {
        return kind.adopt(socket);
    }

    @Override
    public Class<? extends Channel> channel(ListenAddress address) {
        return kind.channel(address instanceof ListenAddress.Unix);
    }

    @Override
    public SocketAddress socketAddress(ListenAddress address) {
        return address instanceof ListenAddress.Unix unix ? kind.unixAddress(unix) : address.socketAddress();
    }

    /** Ends the event loops; what is written already still leaves. Waits a second at most. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private static final class IoThreads implements ThreadFactory {
        private final AtomicInteger number = new AtomicInteger();
        private final int stack;

        IoThreads(int stack) {
            this.stack = stack;
        }

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new FastThreadLocalThread(null, work, "luafcgid-io-" + number.incrementAndGet(), stack);
            thread.setDaemon(true);
            thread.setContextClassLoader(NettyTransport.class.getClassLoader());
            return thread;
        }
    }
}
