package luafcgid.ext.web;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.Transport;

/** Accepts HTTP connections on one address. Any thread but an I/O thread, which it waits for. */
// What becomes of a write or a close shows when the channel becomes inactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpServer {
    private static final int BACKLOG = 1024;
    private static final int CHUNK = 16 * 1024;

    private final Gateway gateway;
    private final Map<Channel, HttpConnection> connections = new ConcurrentHashMap<>();
    private final Channel listener;
    private volatile boolean closing;

    /** @throws IOException when the address cannot be bound; the message is the system's */
    HttpServer(Transport transport, ListenAddress.Tcp address, Gateway gateway) throws IOException {
        this.gateway = gateway;
        var bound = new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel(address))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        open(channel);
                    }
                })
                .bind(transport.socketAddress(address))
                .awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw cause instanceof IOException io ? io : new IOException(String.valueOf(cause.getMessage()), cause);
        }
        this.listener = bound.channel();
    }

    /** The port, also where any free one was asked for. */
    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private void open(Channel channel) {
        Settings settings = gateway.settings().get();
        long idle = settings.idle().toMillis();
        HttpConnection connection = new HttpConnection(gateway, channel, () -> closing);
        connections.put(channel, connection);
        channel.closeFuture().addListener(closed -> connections.remove(channel));
        channel.pipeline()
                .addLast(new IdleStateHandler(true, idle, idle, 0, TimeUnit.MILLISECONDS))
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(settings.headerLimit())
                        .setMaxHeaderSize(settings.headerLimit())
                        .setMaxChunkSize(CHUNK)))
                .addLast(connection);
        if (closing) {
            connection.drain();
        }
    }

    /** Stops accepting, lets the requests that run end, and closes what is left after {@code patience}. */
    void close(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        closing = true;
        stopAccepting();
        connections.values().forEach(HttpConnection::drain);
        for (Channel channel : connections.keySet()) {
            channel.closeFuture().awaitUninterruptibly(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        connections.keySet().forEach(channel -> channel.close().awaitUninterruptibly());
    }

    /** Gives the address free; connections go on. */
    void stopAccepting() {
        listener.close().awaitUninterruptibly();
    }
}
