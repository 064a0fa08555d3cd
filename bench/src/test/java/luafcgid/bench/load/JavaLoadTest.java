package luafcgid.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Request;
import luafcgid.protocol.Responder;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JavaLoadTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final NettyTransport transport = new NettyTransport("auto", 1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private ListenAddress address;

    @BeforeEach
    void address(@TempDir Path folder) {
        address = new ListenAddress.Unix(folder.resolve("s"));
    }

    @AfterEach
    void end() {
        workers.shutdownNow();
        transport.close();
    }

    private Listener listen(Responder responder) {
        Listener listener = new Listener(
                ListenerSettings.of(address),
                transport,
                new Application(responder, task -> workers.execute(task), Path.of("unused")));
        assertEquals("", listener.failure().orElse(""));
        return listener;
    }

    private LoadResult load(String expect, int connections, boolean keep) throws IOException {
        HelloRequest request = new HelloRequest("/srv/hello.lua", "");
        return new JavaLoad().run(new LoadOptions(address, request, expect, connections, keep, SHORT));
    }

    private static void hello(Request request, Response response) throws IOException {
        response.stdout().write("Status: 200 OK\r\n\r\nHello World".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyConnectionIsServedWithoutErrors(boolean keep) throws IOException {
        try (Listener listener = listen(JavaLoadTest::hello)) {
            LoadResult result = load("Hello World", 8, keep);
            assertEquals(0, result.errors(), result::toString);
            assertEquals(0, result.starved(), result::toString);
            assertTrue(result.requests() > 8, result::toString);
            assertTrue(result.p50() > 0 && result.p50() <= result.p99() && result.p99() <= result.max());
        }
    }

    @Test
    void anAnswerWithoutTheExpectedTextIsAnError() throws IOException {
        try (Listener listener = listen(JavaLoadTest::hello)) {
            LoadResult result = load("Goodbye", 1, true);
            assertTrue(result.requests() > 0, result::toString);
            assertEquals(result.requests(), result.errors());
        }
    }

    @Test
    void aConnectionWithoutAnAnswerIsStarved() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        try (Listener listener = listen((request, response) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            LoadResult result = load("", 3, true);
            assertEquals(3, result.starved(), result::toString);
            assertEquals(0, result.requests());
            never.countDown();
        }
    }

    @Test
    void aRefusedConnectionIsAnErrorAndStarved() throws IOException {
        LoadResult result = load("", 2, true);
        assertEquals(2, result.errors(), result::toString);
        assertEquals(2, result.starved());
    }
}
