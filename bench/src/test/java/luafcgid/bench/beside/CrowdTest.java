package luafcgid.bench.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.bench.load.HelloRequest;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Request;
import luafcgid.protocol.Response;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CrowdTest {
    private static final int PEERS = 20;

    private final NettyTransport transport = new NettyTransport("auto", 1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch many = new CountDownLatch(3 * PEERS);
    private final byte[] request = new HelloRequest("/srv/hello.lua", "").records(true);
    private ListenAddress address;
    private Listener listener;

    @BeforeEach
    void listen(@TempDir Path folder) {
        address = new ListenAddress.Unix(folder.resolve("s"));
        listener = new Listener(
                ListenerSettings.of(address),
                transport,
                new Application(this::hello, task -> workers.execute(task), Path.of("unused")));
        assertEquals("", listener.failure().orElse(""));
    }

    @AfterEach
    void end() {
        listener.close();
        workers.shutdownNow();
        transport.close();
    }

    private void hello(Request received, Response response) throws IOException {
        requests.incrementAndGet();
        many.countDown();
        response.stdout().write("Status: 200 OK\r\n\r\nHello World".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void idlePeersHaveBeenAnsweredOnce() throws Exception {
        try (Neighbours crowd = new Crowd(address, PEERS, new Behaviour.Idle(request))) {
            assertEquals(PEERS, requests.get());
            assertEquals(0, crowd.count());
        }
    }

    @Test
    void halfARequestIsNone() throws Exception {
        byte[] half = Arrays.copyOf(request, request.length / 2);
        try (Neighbours crowd = new Crowd(address, PEERS, new Behaviour.HalfOpen(half));
                Neighbours answered = new Crowd(address, 1, new Behaviour.Idle(request))) {
            assertEquals(1, requests.get());
            assertEquals(0, crowd.count() + answered.count());
        }
    }

    @Test
    void aStormComesBackAgainAndAgain() throws Exception {
        Neighbours crowd = new Crowd(address, PEERS, new Behaviour.Storm(List.of(request)));
        try (crowd) {
            many.await();
        }
        assertTrue(crowd.count() >= PEERS, () -> crowd.count() + " connections");
    }

    @Test
    void everyMalformedRequestDiffersFromTheOneItIsMadeOf() {
        for (byte[] malformed : Malformed.of(request)) {
            assertFalse(Arrays.equals(request, malformed));
        }
    }
}
