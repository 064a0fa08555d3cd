package luafcgid.ext.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import luafcgid.protocol.Params;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.transport.SpoolSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScriptTest {
    private static final int MB = 1 << 20;

    @TempDir
    Path root = Path.of("");

    private Daemon daemon = new Daemon(root);

    @BeforeEach
    void serve() throws IOException {
        daemon.close();
        daemon = new Daemon(root, loops()).serve();
        Files.writeString(root.resolve("a.lua"), "");
    }

    Loops loops() {
        return Loops.nio();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private RawClient client() throws IOException {
        return new RawClient(daemon.port());
    }

    private RawClient.Answer answer(String output) throws IOException {
        daemon.responder = (request, response) -> Scripts.print(response, output);
        try (RawClient client = client()) {
            return client.get("/a.lua");
        }
    }

    private Params params(String request) throws IOException {
        CompletableFuture<Params> seen = new CompletableFuture<>();
        daemon.responder = (r, response) -> {
            seen.complete(r.params());
            Scripts.print(response, "\n");
        };
        try (RawClient client = client()) {
            assertEquals(200, client.send(request).read().status());
            assertEquals(
                    Integer.toString(client.socket.getLocalPort()), seen.join().get("REMOTE_PORT"));
        }
        return seen.join();
    }

    @Test
    void theVariablesAreThoseOfAWebServer() throws Exception {
        String request = String.join(
                "\r\n",
                "POST /a.lua/p%20q/?x=%20&y HTTP/1.1",
                "Host: www.example:81",
                "Content-Type: text/x",
                "Content-Length: 2",
                "User-Agent: test",
                "X-Twice: 1",
                "x-twice: 2",
                "Cookie: a=1",
                "Cookie: b=2",
                "Proxy: http://evil",
                "X_Under: no",
                "Authorization: Basic eA==",
                "",
                "hi");
        Map<String, String> variables = params(request).toMap();
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("GATEWAY_INTERFACE", "CGI/1.1");
        expected.put("SERVER_SOFTWARE", "luafcgid/test");
        expected.put("SERVER_PROTOCOL", "HTTP/1.1");
        expected.put("SERVER_NAME", "www.example");
        expected.put("SERVER_ADDR", "127.0.0.1");
        expected.put("SERVER_PORT", Integer.toString(daemon.port()));
        expected.put("REMOTE_ADDR", "127.0.0.1");
        expected.put("REMOTE_PORT", variables.get("REMOTE_PORT"));
        expected.put("REQUEST_METHOD", "POST");
        expected.put("REQUEST_SCHEME", "http");
        expected.put("REQUEST_URI", "/a.lua/p%20q/?x=%20&y");
        expected.put("DOCUMENT_URI", "/a.lua/p q/");
        expected.put("DOCUMENT_ROOT", root.toString());
        expected.put("SCRIPT_NAME", "/a.lua");
        expected.put("SCRIPT_FILENAME", root.resolve("a.lua").toString());
        expected.put("QUERY_STRING", "x=%20&y");
        expected.put("REDIRECT_STATUS", "200");
        expected.put("PATH_INFO", "/p q/");
        expected.put("PATH_TRANSLATED", root + "/p q/");
        expected.put("CONTENT_TYPE", "text/x");
        expected.put("CONTENT_LENGTH", "2");
        expected.put("HTTP_HOST", "www.example:81");
        expected.put("HTTP_USER_AGENT", "test");
        expected.put("HTTP_X_TWICE", "1, 2");
        expected.put("HTTP_COOKIE", "a=1; b=2");
        expected.put("HTTP_AUTHORIZATION", "Basic eA==");
        assertEquals(expected, variables);
    }

    @Test
    void bytesArriveAsTheyWereSent() throws Exception {
        Params params = params("GET /a.lua/%ff\u00fe?\u00e9 HTTP/1.1\r\nHost: x\r\nX-Raw: \u00fc\u00ff\r\n\r\n");
        assertEquals("/\u00ff\u00fe", params.get("PATH_INFO", StandardCharsets.ISO_8859_1));
        assertEquals("\u00e9", params.get("QUERY_STRING", StandardCharsets.ISO_8859_1));
        assertEquals("\u00fc\u00ff", params.get("HTTP_X_RAW", StandardCharsets.ISO_8859_1));
        RawClient.Answer answer = answer("X-Raw: \u00fc\u00ff\n\n\u00ff\u0000");
        assertEquals("\u00fc\u00ff", answer.header("X-Raw"));
        assertEquals("\u00ff\u0000", answer.body());
    }

    @Test
    void anAbsoluteTargetNamesTheHost() throws Exception {
        Params params = params("GET http://other:99/a.lua?q HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals("other", params.get("SERVER_NAME"));
        assertEquals("/a.lua?q", params.get("REQUEST_URI"));
    }

    @Test
    void aHeaderBlockMayBeCutAnywhere() throws Exception {
        String output = "Status: 201 Made\r\nContent-Type: text/x\r\n\r\nbody";
        try (RawClient client = client()) {
            for (int cut = 0; cut <= output.length(); cut++) {
                int at = cut;
                daemon.responder = (request, response) -> {
                    Scripts.print(response, output.substring(0, at));
                    response.stdout().flush();
                    Scripts.print(response, output.substring(at));
                };
                RawClient.Answer answer = client.get("/a.lua");
                assertTrue(answer.head().startsWith("HTTP/1.1 201 Made\r\n"), answer.head());
                assertEquals("text/x", answer.header("Content-Type"));
                assertEquals("body", answer.body(), "cut at " + cut);
            }
        }
    }

    @Test
    void statusAndLocationAreMapped() throws Exception {
        assertEquals(200, answer("X: y\n\n").status());
        assertEquals(404, answer("Status: 404\n\n").status());
        RawClient.Answer redirect = answer("Location: /b?c\n\n");
        assertEquals(302, redirect.status());
        assertEquals("/b?c", redirect.header("Location"));
        assertEquals("0", redirect.header("Content-Length"));
        assertEquals("", answer("Status: 204\n\nignored").header("Content-Length"));
    }

    @Test
    void aScriptsHeadersReplaceOursButNotTheConnections() throws Exception {
        RawClient.Answer answer = answer("Server: mine\nConnection: close\nTransfer-Encoding: gzip\nX: y\n\nbody");
        assertEquals("mine", answer.header("Server"));
        assertEquals("", answer.header("Connection"));
        assertEquals("", answer.header("Transfer-Encoding"));
        assertEquals("4", answer.header("Content-Length"));
        assertFalse(answer.header("Date").isEmpty());
    }

    @Test
    void outputWithoutAHeaderIsAnswered500WithTheLineEscaped() throws Exception {
        RawClient.Answer answer = answer("<b>text</b>\nmore\n");
        assertEquals(500, answer.status());
        assertTrue(answer.body().contains("&lt;b&gt;text&lt;/b&gt;"), answer.body());
        assertEquals(500, answer("").status());
        assertEquals(500, answer("Content-Type: text/html\n").status());
    }

    @Test
    void aResponderThatFailsIsAnswered500() throws Exception {
        daemon.responder = (request, response) -> {
            Scripts.print(response, "\nunsent");
            throw new IllegalStateException("<secret>");
        };
        try (RawClient client = client()) {
            RawClient.Answer answer = client.get("/a.lua");
            assertEquals(500, answer.status());
            assertFalse(answer.body().contains("secret"));
            daemon.responder = (request, response) -> Scripts.print(response, "\nfine");
            assertEquals("fine", client.get("/a.lua").body());
        }
    }

    @Test
    void aResponseThatBreaksOffDoesNotLookWhole() throws Exception {
        daemon.responder = (request, response) -> {
            Scripts.print(response, "\nhalf");
            response.stdout().flush();
            throw new IllegalStateException("broken");
        };
        try (RawClient client = client()) {
            assertThrows(EOFException.class, () -> client.get("/a.lua"));
        }
        assertThrows(EOFException.class, () -> answer("Content-Length: 10\n\nhalf"));
    }

    @Test
    void moreThanTheAnnouncedLengthIsCut() throws Exception {
        daemon.responder = (request, response) -> Scripts.print(response, "Content-Length: 4\n\nbodyHTTP/1.1 200 OK");
        try (RawClient client = client()) {
            assertEquals("body", client.get("/a.lua").body());
            assertEquals("body", client.get("/a.lua").body());
        }
    }

    @Test
    void headGetsTheHeadOnly() throws Exception {
        daemon.responder = (request, response) -> Scripts.print(
                response,
                "\n" + "x".repeat(request.params().get("QUERY_STRING", "").equals("long") ? 50_000 : 5));
        try (RawClient client = client()) {
            client.send("HEAD /a.lua HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("5", client.read(false).header("Content-Length"));
            client.send("HEAD /a.lua?long HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals("chunked", client.read(false).header("Transfer-Encoding"));
            assertEquals("xxxxx", client.get("/a.lua").body());
        }
    }

    @Test
    void whatIsFlushedArrivesBeforeTheEnd() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            Scripts.print(response, "\nfirst");
            response.stdout().flush();
            try {
                assertTrue(seen.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            Scripts.print(response, "second");
        };
        HttpClient http = HttpClient.newHttpClient();
        var response = http.send(HttpRequest.newBuilder(daemon.uri("/a.lua")).build(), BodyHandlers.ofInputStream());
        assertEquals("first", new String(response.body().readNBytes(5), StandardCharsets.US_ASCII));
        seen.countDown();
        assertEquals("second", new String(response.body().readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void aLargeResponseArrivesWhole() throws Exception {
        byte[] block = new byte[MB];
        new Random(1).nextBytes(block);
        daemon.responder = (request, response) -> {
            Scripts.print(response, "\n");
            for (int i = 0; i < 20; i++) {
                response.stdout().write(block);
            }
        };
        HttpClient http = HttpClient.newHttpClient();
        byte[] body = http.send(HttpRequest.newBuilder(daemon.uri("/a.lua")).build(), BodyHandlers.ofByteArray())
                .body();
        assertEquals(20 * MB, body.length);
        for (int i = 0; i < 20; i++) {
            assertEquals(-1, Arrays.mismatch(block, 0, MB, body, i * MB, (i + 1) * MB));
        }
    }

    @Test
    void aClientThatDoesNotReadMakesTheScriptWait() throws Exception {
        AtomicInteger written = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            try {
                Scripts.print(response, "\n");
                for (int i = 0; i < 100; i++) {
                    response.stdout().write(new byte[MB]);
                    written.incrementAndGet();
                }
            } finally {
                ended.countDown();
            }
        };
        try (RawClient client = client()) {
            client.send("GET /a.lua HTTP/1.1\r\nHost: x\r\n\r\n");
            // Loopback sockets take a few megabytes; that the script still has not ended shows that it waits.
            assertFalse(ended.await(1, TimeUnit.SECONDS));
            assertTrue(written.get() < 50, "megabytes written: " + written.get());
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    private static byte[] block() {
        byte[] block = new byte[MB];
        new Random(1).nextBytes(block);
        return block;
    }

    @Test
    void aLargeUploadToASlowReaderIsTakenInWholeWithinLittleMemory() throws Exception {
        byte[] block = block();
        CountDownLatch sent = new CountDownLatch(1);
        AtomicLong inMemory = new AtomicLong();
        AtomicLong onDisk = new AtomicLong();
        daemon.responder = (request, response) -> {
            await(sent);
            inMemory.set(daemon.spool.bytesInMemory());
            onDisk.set(daemon.spool.bytesOnDisk());
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(block, request.body().readNBytes(MB));
            }
            Scripts.print(
                    response,
                    "\n" + request.contentLength() + " " + request.body().read());
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: " + 20 * MB + "\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                // Would block if the server waited for its script.
                client.socket.getOutputStream().write(block);
            }
            sent.countDown();
            assertEquals(20 * MB + " -1", client.read().body());
            assertEquals("done", clientIsServed(client));
        }
        // What the sockets hold has not come yet.
        assertTrue(onDisk.get() > 10 * MB, "bytes on disk: " + onDisk.get());
        assertTrue(inMemory.get() < 2 * MB, "bytes in memory: " + inMemory.get());
        awaitNoFiles();
    }

    private String clientIsServed(RawClient client) throws IOException {
        daemon.responder = (request, response) -> Scripts.print(response, "\ndone");
        return client.get("/a.lua").body();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** The files go after the response, on a thread of their own. */
    private void awaitNoFiles() {
        while (daemon.spool.files() > 0 || daemon.spool.bytesInMemory() > 0) {
            assertFalse(Thread.currentThread().isInterrupted(), "a file stays open");
            Thread.onSpinWait();
        }
        assertEquals(0, daemon.spool.bytesOnDisk());
    }

    @Test
    void aClientThatLeavesDuringItsUploadIsNoticedAndLeavesNoFile() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        daemon.responder = (request, response) -> {
            request.onAbort(aborted::countDown);
            await(aborted);
            seen.complete(request.isAborted());
            request.body().read();
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: " + 20 * MB + "\r\n\r\n");
            client.socket.getOutputStream().write(new byte[4 * MB]);
        }
        assertTrue(seen.get(20, TimeUnit.SECONDS));
        awaitNoFiles();
    }

    @Test
    void aBodyLongerThanTheScriptTakesIsAnswered413() throws Exception {
        CountDownLatch limited = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            request.limitBody(10);
            limited.countDown();
            request.body().readAllBytes();
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");
            // Announced is enough: not a byte of it has been sent.
            RawClient.Answer answer = client.read();
            assertEquals(413, answer.status());
            assertTrue(answer.body().contains("longer than the 10 bytes"), answer.body());
            client.send("01234567890");
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n");
            limited.await();
            client.send("1\r\nx\r\n0\r\n\r\n");
            assertEquals(413, client.read().status());
            assertEquals("done", clientIsServed(client));
        }
    }

    @Test
    void aBodyLongerThanTheSpoolTakesIsAnswered413() throws Exception {
        SpoolSettings settings = daemon.spool.settings();
        daemon.spool.settings(
                new SpoolSettings(settings.folder(), settings.memory(), settings.total(), 10, settings.disk()));
        daemon.responder = (request, response) ->
                Scripts.print(response, "\n" + request.body().readAllBytes().length);
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789");
            assertEquals("10", client.read().body());
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n0123456789x");
            assertEquals(413, client.read().status());
            assertEquals("done", clientIsServed(client));
        }
    }

    @Test
    void aClientThatWaitsToBeAskedIsNotAskedForABodyThatIsRefused() throws Exception {
        daemon.responder = (request, response) -> {
            request.limitBody(10);
            request.body().readAllBytes();
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
            assertEquals(413, client.read().status());
        }
    }

    @Test
    void aCancelledRequestsReaderFailsAndItsResponseBreaksOff() throws Exception {
        CompletableFuture<String> why = new CompletableFuture<>();
        daemon.responder = (request, response) -> {
            request.cancel("no longer wanted");
            try {
                request.body().read();
            } catch (RequestAbortedException e) {
                why.complete(String.valueOf(e.getMessage()));
                throw e;
            }
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");
            assertThrows(EOFException.class, client::read);
        }
        assertEquals("no longer wanted", why.get(20, TimeUnit.SECONDS));
    }

    @Test
    void thereIsNoDataToFilterAndALengthOnlyIfOneWasAnnounced() throws Exception {
        daemon.responder = (request, response) -> Scripts.print(
                response, "\n" + request.contentLength() + " " + request.data().read());
        try (RawClient client = client()) {
            assertEquals("-1 -1", client.get("/a.lua").body());
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertEquals("0 -1", client.read().body());
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertEquals("-1 -1", client.read().body());
        }
    }

    @Test
    void aChunkedUploadHasNoLengthButAllItsBytes() throws Exception {
        daemon.responder = (request, response) -> Scripts.print(
                response,
                "\n" + request.params().get("CONTENT_LENGTH", "none") + " "
                        + request.params().get("HTTP_TRANSFER_ENCODING", "none") + " "
                        + request.body().readAllBytes().length);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3 * MB]));
        String answer = http.send(
                        HttpRequest.newBuilder(daemon.uri("/a.lua")).POST(body).build(), BodyHandlers.ofString())
                .body();
        assertEquals("none none " + 3 * MB, answer);
    }

    @Test
    void manyClientsAreServedAtOnce() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        Set<String> bodies = new HashSet<>();
        daemon.responder = (request, response) ->
                Scripts.print(response, "\n" + request.params().get("QUERY_STRING"));
        var answers = IntStream.range(0, 200)
                .mapToObj(i -> http.sendAsync(
                        HttpRequest.newBuilder(daemon.uri("/a.lua?" + i)).build(), BodyHandlers.ofString()))
                .toList();
        for (var answer : answers) {
            bodies.add(answer.get(20, TimeUnit.SECONDS).body());
        }
        assertEquals(200, bodies.size());
    }

    @Test
    void whatAScriptLogsCannotForgeALine() {
        List<String> lines = new ArrayList<>();
        LogStream log = new LogStream(lines::add);
        for (byte b : "one\r\nt\u001b[31mwo\nrest".getBytes(StandardCharsets.US_ASCII)) {
            log.write(b);
        }
        log.flush();
        assertEquals(List.of("one", "t\\u001b[31mwo", "rest"), lines);
    }
}
