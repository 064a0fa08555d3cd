package luafcgid.protocol.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;

/** A server whose requests are answered with their name and their body. */
final class Target implements AutoCloseable {
    private static final Responder ECHO = (request, response) -> {
        response.stdout().write(request.params().get("NAME", "").getBytes(UTF_8));
        request.body().transferTo(response.stdout());
    };

    final ListenAddress address;
    private final Path directory;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fuzz-worker");
        thread.setDaemon(true);
        return thread;
    });
    private final NettyTransport transport;
    private final Listener listener;

    /** @param kind of transport: epoll or nio */
    Target(String kind) throws IOException {
        // Not JUnit's, whose names may be too long for a socket.
        directory = Files.createTempDirectory("luafcgid");
        address = new ListenAddress.Unix(directory.resolve("fuzz.sock"));
        transport = new NettyTransport(kind, 1);
        listener = new Listener(
                ListenerSettings.of(address),
                transport,
                new Application(ECHO, threads::execute, directory.resolve("body")));
        listener.failure().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
    }

    @Override
    public void close() throws IOException {
        listener.close(Duration.ofSeconds(5));
        transport.close();
        threads.shutdownNow();
        Files.delete(directory);
    }
}
