package luafcgid.ext.web;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.transport.Transport;

/** What the front gets from the daemon, in a test: NIO, a few workers, a responder that the test sets. */
final class Daemon implements AutoCloseable {
    final List<Front> fronts = new CopyOnWriteArrayList<>();
    volatile Responder responder = Daemon::greet;
    volatile RequestExecutor executor;
    final HttpService service;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Nio nio = new Nio();
    private final Path root;

    Daemon(Path root) {
        this.root = root;
        this.executor = workers::execute;
        this.service = new HttpService(
                nio,
                task -> executor.execute(task),
                (request, response) -> responder.respond(request, response),
                "luafcgid/test",
                front -> {
                    fronts.add(front);
                    return () -> fronts.remove(front);
                });
    }

    Daemon serve() {
        return serve("127.0.0.1:0", 60);
    }

    Daemon serve(String address, int idle) {
        service.apply(configuration(address, idle));
        return this;
    }

    HttpService.Configuration configuration(String address, int idle) {
        return new HttpService.Configuration(address, root.toString(), List.of("index.lua", "index.html"), 8192, idle);
    }

    private static void greet(Request request, Response response) throws IOException {
        Scripts.print(
                response,
                "Content-Type: text/plain\r\n\r\nhello " + request.params().get("SCRIPT_NAME", "?"));
    }

    URI uri(String path) {
        return URI.create(fronts.get(0).address()).resolve(path);
    }

    int port() {
        return uri("/").getPort();
    }

    @Override
    public void close() {
        service.close();
        workers.shutdownNow();
        nio.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Nio implements Transport {
        private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

        @Override
        public String name() {
            return "nio";
        }

        @Override
        public EventLoopGroup group() {
            return group;
        }

        @Override
        public Class<? extends ServerChannel> serverChannel(ListenAddress address) {
            return NioServerSocketChannel.class;
        }

        @Override
        public Class<? extends Channel> channel(ListenAddress address) {
            return NioSocketChannel.class;
        }

        @Override
        public SocketAddress socketAddress(ListenAddress address) {
            return address.socketAddress();
        }
    }
}
