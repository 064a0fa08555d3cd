package luafcgid.protocol.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No application and no neighbour makes a caller wait for ever, or hold more than it may. */
@Timeout(60)
class FcgiLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String END = "0106 %1$s 0000 0000 0103 %1$s 0008 0000 0000000000000000";
    private static final String BYTE = "0106 %s 0001 0000 61";
    private static final int BIG = 65528;
    private static final String BIG_RECORD = "0106 %s fff8 0000" + "61".repeat(BIG);

    private static FcgiCall begun(FcgiClient client) throws IOException {
        FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
        call.stdin().close();
        return call;
    }

    private static String timedOut(Executable wait) {
        return assertThrows(SocketTimeoutException.class, wait).getMessage();
    }

    @Test
    void silenceEndsEveryWait() throws Exception {
        FcgiLimits limits = FcgiLimits.DEFAULT.withSilence(SHORT);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest().readToEnd();
                });
                FcgiClient client = application.connect(limits)) {
            FcgiCall call = begun(client);
            assertEquals(
                    "END_REQUEST of request 1 did not come: nothing happened for 200 ms (FcgiLimits.silence)",
                    timedOut(call::end));
            assertTrue(timedOut(() -> call.stdout().read()).startsWith("more of STDOUT of request 1 did not come"));
            assertTrue(timedOut(() -> call.stderr().read()).startsWith("more of STDERR of request 1 did not come"));
            assertTrue(timedOut(() -> client.getValues(List.of("A"))).startsWith("the answer to GET_VALUES"));
        }
    }

    @Test
    void anApplicationThatReadsNothingEndsTheWriting() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedApplication application = new ScriptedApplication(app -> over.await());
                FcgiClient client = application.connect(FcgiLimits.DEFAULT.withSilence(SHORT))) {
            FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
            String message = timedOut(() -> call.stdin().write(new byte[64 << 20]));
            assertTrue(message.startsWith("room for STDIN of request 1 did not come"), message);
            over.countDown();
        }
    }

    @Test
    void anAnswerThatDripsForEverEndsWithTheTotalTime() throws Exception {
        FcgiLimits limits = FcgiLimits.DEFAULT.withTotal(SHORT);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest();
                    while (true) {
                        app.send(BYTE.formatted("0001"));
                    }
                });
                FcgiClient client = application.connect(limits)) {
            FcgiCall call = begun(client);
            InputStream in = call.stdout();
            call.stderr().close();
            // Whoever reads only what is there waits for nothing.
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                try {
                    return in.transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    return -1L;
                }
            });
            assertTrue(timedOut(call::end).contains("in 200 ms, the total time of a call"));
            client.close();
            assertEquals(-1L, reader.get());
        }
    }

    @Test
    void anAnswerThatIsLongerThanAReplyMayBeIsAborted() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest();
                    app.send(BIG_RECORD.formatted("0001"));
                    assertEquals("0102000100000000", app.read(8));
                    app.send(END.formatted("0001"));
                    app.readRequest().send(END.formatted("0001"));
                });
                FcgiClient client = application.connect(FcgiLimits.DEFAULT.withReply(10_000))) {
            String message = assertThrows(IOException.class, () -> client.request(Map.of(), new byte[0], true))
                    .getMessage();
            assertTrue(message.startsWith("STDOUT of request 1 is longer than 10000 bytes"), message);
            // The id is free when the application has ended the request.
            client.begin(Role.RESPONDER, Map.of(), true).stdin().close();
            application.played();
        }
    }

    @Test
    void nobodyAcceptingEndsTheConnecting() throws Exception {
        // Not JUnit's, whose names may be too long for a socket.
        Path directory = Files.createTempDirectory("luafcgid");
        ListenAddress address = new ListenAddress.Unix(directory.resolve("s"));
        List<FcgiClient> clients = new ArrayList<>();
        try (ServerSocketChannel full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            full.bind(address.socketAddress(), 1);
            String message = timedOut(() -> {
                for (int i = 0; i < 10; i++) {
                    clients.add(FcgiClient.connect(address, FcgiLimits.DEFAULT.withConnect(SHORT)));
                }
            });
            assertEquals("cannot connect to " + address + ": no answer in 200 ms (FcgiLimits.connect)", message);
            for (FcgiClient client : clients) {
                client.close();
            }
        } finally {
            Files.delete(directory.resolve("s"));
            Files.delete(directory);
        }
    }

    @Test
    void aCallThatNobodyReadsIsGivenUpWhenItHoldsUpAnother() throws Exception {
        FcgiLimits limits = FcgiLimits.DEFAULT.withStall(SHORT).withBuffers(100_000, 1000);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest().readRequest();
                    for (int i = 0; i < 200; i++) {
                        app.send(BIG_RECORD.formatted("0001"));
                    }
                    assertEquals("0102000100000000", app.read(8));
                    app.send(BYTE.formatted("0002") + END.formatted("0001") + END.formatted("0002"));
                });
                FcgiClient client = application.connect(limits)) {
            FcgiCall unread = begun(client);
            FcgiCall neighbour = begun(client);
            assertEquals("a", new String(neighbour.stdout().readAllBytes(), US_ASCII));
            neighbour.end();
            String message = assertThrows(
                            IOException.class, () -> unread.stdout().readAllBytes())
                    .getMessage();
            assertTrue(
                    message.startsWith(
                            "STDOUT of request 1 was not read for 200 ms while other requests waited (FcgiLimits.stall)"),
                    message);
            application.played();
        }
    }

    @Test
    void aCallThatIsReadSlowlyKeepsItsBytesAndHoldsLittle() throws Exception {
        int records = 400;
        FcgiLimits limits = FcgiLimits.DEFAULT.withStall(SHORT).withBuffers(100_000, 1000);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest();
                    for (int i = 0; i < records; i++) {
                        app.send(BIG_RECORD.formatted("0001"));
                    }
                    app.send(END.formatted("0001"));
                });
                FcgiClient client = application.connect(limits)) {
            FcgiCall call = begun(client);
            long length = 0;
            int most = 0;
            byte[] buffer = new byte[10_000];
            for (int n = call.stdout().read(buffer); n >= 0; n = call.stdout().read(buffer)) {
                length += n;
                most = Math.max(most, call.stdout().available());
            }
            assertEquals((long) records * BIG, length);
            assertTrue(most < 100_000 + (64 << 10), "held " + most);
            call.end();
        }
    }

    @Test
    void anAnswerThatNobodyReadsIsNamedByTheCallerThatWaitsForItsEnd() throws Exception {
        FcgiLimits limits = FcgiLimits.DEFAULT.withSilence(SHORT).withBuffers(1000, 1000);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest().send(BIG_RECORD.formatted("0001") + END.formatted("0001"));
                    app.readToEnd();
                });
                FcgiClient client = application.connect(limits)) {
            FcgiCall call = begun(client);
            String message = timedOut(call::end);
            assertTrue(message.contains("an answer of 1000 bytes waits to be read"), message);
            assertEquals(BIG, call.stdout().readAllBytes().length);
            call.end();
        }
    }

    @Test
    void aStreamThatIsClosedHoldsNothingUp() throws Exception {
        FcgiLimits limits = FcgiLimits.DEFAULT.withBuffers(1000, 1000);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest();
                    for (int i = 0; i < 100; i++) {
                        app.send(BIG_RECORD.formatted("0001").replaceFirst("0106", "0107"));
                    }
                    app.send(BYTE.formatted("0001") + END.formatted("0001"));
                });
                FcgiClient client = application.connect(limits)) {
            FcgiCall call = begun(client);
            call.stderr().close();
            assertEquals("a", new String(call.stdout().readAllBytes(), US_ASCII));
            call.end();
        }
    }

    @Test
    void anInterruptedCallerLeavesTheConnectionToTheOthers() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest().readRequest();
                    interrupted.await();
                    app.send(END.formatted("0001") + END.formatted("0002"));
                });
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            FcgiCall one = begun(client);
            FcgiCall two = begun(client);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, one::end);
            assertTrue(Thread.interrupted());
            interrupted.countDown();
            two.end();
            one.end();
        }
    }

    @Test
    void closingTheClientEndsItsCallsAndItsThread() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(ScriptedApplication::readToEnd);
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            FcgiCall call = begun(client);
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                    () -> assertThrows(IOException.class, call::end).getMessage());
            client.close();
            client.close();
            assertEquals("connection to " + application.address + ": this side has closed it", waiting.get());
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("luafcgid-client " + application.address)));
            application.played();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P366D"})
    void aTimeOutOfRangeIsNamed(String time) {
        Duration duration = Duration.parse(time);
        String message = assertThrows(IllegalArgumentException.class, () -> FcgiLimits.DEFAULT.withSilence(duration))
                .getMessage();
        assertEquals("silence " + duration + " is not above zero and at most 365 days", message);
    }

    @Test
    void aNumberOfBytesOutOfRangeIsNamed() {
        String message = assertThrows(IllegalArgumentException.class, () -> FcgiLimits.DEFAULT.withReply(0))
                .getMessage();
        assertEquals("reply 0 is not at least 1", message);
    }
}
