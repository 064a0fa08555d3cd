package luafcgid.protocol.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.transport.Spool;
import luafcgid.protocol.transport.SpoolSettings;
import org.jspecify.annotations.Nullable;

/** A listener with threads to run requests, for one test. */
final class Server implements AutoCloseable {
    final NettyTransport transport;
    final ListenAddress address;
    final Listener listener;
    /** Of the connections that begin from now on. */
    volatile Limits limits = Limits.DEFAULT;

    private final Spool spool =
            new Spool(SpoolSettings.in(Path.of(System.getProperty("java.io.tmpdir"), "luafcgid-body")));
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-worker");
        thread.setDaemon(true);
        return thread;
    });

    Server(Place place, Responder responder) throws IOException {
        this(place, place.address(), responder, null);
    }

    Server(Place place, Responder responder, RequestExecutor executor) throws IOException {
        this(place, place.address(), responder, executor);
    }

    Server(Place place, ListenAddress wanted, Responder responder, @Nullable RequestExecutor executor) {
        this(place, ListenerSettings.of(wanted), responder, executor);
    }

    Server(Place place, ListenerSettings settings, Responder responder, @Nullable RequestExecutor executor) {
        ListenAddress wanted = settings.address();
        transport = new NettyTransport(place.kind, 2);
        listener = new Listener(
                settings,
                transport,
                new Application(responder, executor == null ? threads::execute : executor, spool, () -> limits));
        address = wanted instanceof ListenAddress.Tcp && listener.failure().isEmpty()
                ? ListenAddress.parse(listener.address().substring("fastcgi ".length()))
                : wanted;
    }

    Peer peer() throws IOException {
        return new Peer(address);
    }

    FcgiClient client() throws IOException {
        return FcgiClient.connect(address);
    }

    @Override
    public void close() {
        listener.close(Duration.ofSeconds(1));
        transport.close();
        threads.shutdown();
        try {
            // Those that were aborted are about to end: an interrupt would look like a failure of theirs.
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("requests are still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }
}
