package luafcgid.protocol.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Role;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FcgiClientTest {
    @TempDir
    Path directory;

    private interface Use {
        void of(FcgiClient client) throws Exception;
    }

    private void against(Responder responder, Use use) throws Exception {
        ListenAddress address = new ListenAddress.Unix(directory.resolve("test.sock"));
        try (NettyTransport transport = new NettyTransport("auto", 1);
                Listener listener = new Listener(
                        ListenerSettings.of(address),
                        transport,
                        new Application(responder, task -> new Thread(task).start(), directory.resolve("body")))) {
            try (FcgiClient client = FcgiClient.connect(address)) {
                use.of(client);
            }
            listener.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void aBodyThatComesBackWhileItIsSentIsReadMeanwhile() throws Exception {
        byte[] body = "0123456789abcdef".repeat(600_000).getBytes(US_ASCII);
        against((request, response) -> request.body().transferTo(response.stdout()), client -> {
            FcgiReply reply = client.request(Map.of("A", "1"), body, true);
            assertEquals(new String(body, US_ASCII), reply.stdout());
            assertEquals("x", client.request(Map.of(), new byte[] {'x'}, false).stdout());
        });
    }

    @Test
    void anAnswerThatComesBeforeTheBodyIsSentIsTaken() throws Exception {
        byte[] body = new byte[9_000_000];
        Responder hasty = (request, response) -> {
            response.stdout().write("no".getBytes(US_ASCII));
            response.stderr().write("too big".getBytes(US_ASCII));
            response.appStatus(9);
        };
        FcgiReply no = new FcgiReply("no", "too big", 9, ProtocolStatus.REQUEST_COMPLETE);
        against(hasty, client -> {
            assertEquals(no, client.request(Map.of(), body, true));
            assertEquals(no, client.request(Map.of(), body, true));
            assertEquals(no, client.request(Map.of(), body, false));
        });
    }

    @Test
    void theAnswerOfAnApplicationThatReadsNoMoreIsTaken() throws Exception {
        CountDownLatch deaf = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        ListenAddress address = new ListenAddress.Unix(directory.resolve("deaf.sock"));
        try (ScriptedApplication application = new ScriptedApplication(address, app -> {
                    app.read(24);
                    app.shutdownInput();
                    deaf.countDown();
                    written.await();
                    app.send("0106 0001 0002 0000 6e6f 0103 0001 0008 0000 0000000000000000");
                });
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            FcgiCall call = client.begin(Role.RESPONDER, Map.of(), false);
            // Later: a full buffer that nobody empties would not fail.
            deaf.await();
            call.stdin().write(new byte[9_000_000]);
            call.stdin().close();
            written.countDown();
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, call.end().protocolStatus());
            assertEquals("no", new String(call.stdout().readAllBytes(), US_ASCII));
        }
    }

    @Test
    void anAddressWhereNobodyListensIsNamed() {
        for (String text : new String[] {directory.resolve("none.sock").toString(), "x".repeat(70) + ":1"}) {
            ListenAddress address = ListenAddress.parse(text);
            String message = String.valueOf(assertThrows(IOException.class, () -> FcgiClient.connect(address))
                    .getMessage());
            assertTrue(message.startsWith("cannot connect to " + address + ": "), message);
        }
    }

    /** What an application is taken to answer that sends these pieces, and closes. */
    private static FcgiReply answered(String... pieces) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(app -> {
                    app.readRequest();
                    for (String piece : pieces) {
                        app.send(piece);
                    }
                });
                FcgiClient client = application.connect(FcgiLimits.DEFAULT)) {
            return client.request(Map.of(), new byte[0], true);
        }
    }

    @Test
    void paddingAndPiecesInAnAnswerAreRead() throws Exception {
        FcgiReply reply = answered(
                "0106 0001 0001 0300 41 000000", "0107 0001 0001 0000 42 0103 0001 0008", "0000 00000007 01 000000");
        assertEquals(new FcgiReply("A", "B", 7, ProtocolStatus.CANT_MPX_CONN), reply);
    }

    @Test
    void anEndWithoutTheEndOfTheStreamsIsTakenAsTheirEnd() throws Exception {
        FcgiReply reply = answered("0106 0001 0001 0000 41 0103 0001 0008 0000 0000000000000000");
        assertEquals(new FcgiReply("A", "", 0, ProtocolStatus.REQUEST_COMPLETE), reply);
    }

    @Test
    void callsOfManyThreadsOnOneConnectionKeepTheirBytesApart() throws Exception {
        int threads = 16;
        against((request, response) -> request.body().transferTo(response.stdout()), client -> {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Future<?>> done = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    byte[] body = ("thread " + t + " ").repeat(3000 * (t + 1)).getBytes(US_ASCII);
                    done.add(pool.submit(() -> {
                        for (int i = 0; i < 5; i++) {
                            FcgiReply reply = client.request(Map.of(), body, true);
                            assertEquals(new String(body, US_ASCII), reply.stdout());
                        }
                        return null;
                    }));
                }
                for (Future<?> one : done) {
                    one.get();
                }
            } finally {
                pool.shutdownNow();
            }
        });
    }

    @Test
    void aBodyIsWrittenWhileItsEchoIsReadInAnotherThread() throws Exception {
        byte[] piece = "0123456789abcdef".repeat(4096).getBytes(US_ASCII);
        int pieces = 300;
        against((request, response) -> request.body().transferTo(response.stdout()), client -> {
            FcgiCall call = client.begin(Role.RESPONDER, Map.of(), true);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try (OutputStream out = call.stdin()) {
                    for (int i = 0; i < pieces; i++) {
                        out.write(piece);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (int i = 0; i < pieces; i++) {
                assertArrayEquals(piece, call.stdout().readNBytes(piece.length));
            }
            assertEquals(-1, call.stdout().read());
            writing.get();
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, call.end().protocolStatus());
        });
    }

    @Test
    void theListenersValuesAreAskedFor() throws Exception {
        against((request, response) -> {}, client -> {
            Map<String, String> values = client.getValues(List.of("FCGI_MPXS_CONNS", "FCGI_MAX_REQS", "OTHER"));
            assertEquals(Map.of("FCGI_MPXS_CONNS", "1", "FCGI_MAX_REQS", "1024"), values);
        });
    }
}
