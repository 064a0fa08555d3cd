package luafcgid.ext.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConnectionTest {
    @TempDir
    Path root = Path.of("");

    private Daemon daemon = new Daemon(root);

    @BeforeEach
    void serve() throws IOException {
        daemon.close();
        daemon = new Daemon(root, loops()).serve();
        Files.writeString(root.resolve("a.lua"), "");
        Files.writeString(root.resolve("b.lua"), "");
        Files.writeString(root.resolve("f.txt"), "file");
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

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        try (RawClient client = client()) {
            for (int i = 0; i < 3; i++) {
                assertEquals("hello /a.lua", client.get("/a.lua").body());
                assertEquals("file", client.get("/f.txt").body());
                assertEquals(404, client.get("/none").status());
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        List<String> running = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            String script = request.params().get("SCRIPT_NAME", "");
            running.add(script + ":" + new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
            if (script.equals("/a.lua")) {
                awaitQuietly(first);
            }
            Scripts.print(response, "\n" + script);
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1"
                    + "POST /b.lua HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n2\r\n1\r\n3\r\n0\r\n\r\n"
                    + "GET /f.txt HTTP/1.1\r\nHost: x\r\n\r\nGET /b.lua HTTP/1.1\r\nHost: x\r\n\r\n");
            first.countDown();
            assertEquals("/a.lua", client.read().body());
            assertEquals("/b.lua", client.read().body());
            assertEquals("file", client.read().body());
            assertEquals("/b.lua", client.read().body());
        }
        assertEquals(List.of("/a.lua:1", "/b.lua:23", "/b.lua:"), running);
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void connectionCloseIsHonoured() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /a.lua HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertEquals("close", client.read().header("Connection"));
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void http10ClosesUnlessAskedToKeep() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /a.lua HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            RawClient.Answer kept = client.read();
            assertEquals("keep-alive", kept.header("Connection"));
            assertEquals("hello /a.lua", kept.body());
            client.send("GET /a.lua HTTP/1.0\r\n\r\n");
            assertEquals("hello /a.lua", client.read().body());
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void http10GetsAStreamUntilTheConnectionEnds() throws Exception {
        daemon.responder = (request, response) -> {
            Scripts.print(response, "X: y\n\none,");
            response.stdout().flush();
            Scripts.print(response, "two");
        };
        try (RawClient client = client()) {
            client.send("GET /a.lua HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            RawClient.Answer answer = client.read();
            assertEquals("", answer.header("Transfer-Encoding"));
            assertEquals("one,two", answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /a.lua HTTP/1.1\r\n\r\n",
                "GET /a.lua HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /a.lua HTTP/1.1\r\nHost: <x>\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a.lua HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"
            })
    void whatIsNoRequestIsAnswered400(String text) throws Exception {
        try (RawClient client = client()) {
            assertEquals(400, client.send(text).read().status());
        }
    }

    @Test
    void aMalformedChunkIsAnswered400() throws Exception {
        daemon.responder = (request, response) -> {
            request.body().readAllBytes();
            Scripts.print(response, "\nread");
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nzz\r\n");
            assertEquals(400, client.read().status());
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void tooLongAHeaderOrAddressIsRefused() throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9000) + "\r\n\r\n");
            assertEquals(431, client.read().status());
            assertTrue(client.isClosedByServer());
        }
        try (RawClient client = client()) {
            assertEquals(414, client.get("/" + "x".repeat(9000)).status());
        }
    }

    @Test
    void aClientThatGoesAwayAbortsItsRequest() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            request.onAbort(aborted::countDown);
            started.countDown();
            awaitQuietly(aborted);
            assertTrue(request.isAborted());
            try {
                Scripts.print(response, "\nlate");
                response.stdout().flush();
            } catch (RequestAbortedException e) {
                refused.countDown();
                throw e;
            }
        };
        try (RawClient client = client()) {
            client.send("GET /a.lua HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(started.await(10, TimeUnit.SECONDS));
        }
        assertTrue(refused.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aClientThatGoesAwayEndsTheReadingOfItsBody() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            started.countDown();
            try {
                request.body().readAllBytes();
            } catch (RequestAbortedException e) {
                refused.countDown();
                throw e;
            }
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
            assertTrue(started.await(10, TimeUnit.SECONDS));
        }
        assertTrue(refused.await(10, TimeUnit.SECONDS));
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        daemon.service.apply(daemon.configuration("127.0.0.1:0", 1));
        try (RawClient client = client()) {
            assertEquals(200, client.get("/a.lua").status());
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void aClientThatStopsSendingIsGivenUp() throws Exception {
        daemon.service.apply(daemon.configuration("127.0.0.1:0", 1));
        CountDownLatch refused = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            try {
                request.body().readAllBytes();
            } catch (RequestAbortedException e) {
                refused.countDown();
                throw e;
            }
        };
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
            assertTrue(refused.await(10, TimeUnit.SECONDS));
            assertTrue(client.isClosedByServer());
        }
    }

    @Test
    void theBodyIsAskedForWhenTheScriptReadsIt() throws Exception {
        daemon.responder = (request, response) ->
                Scripts.print(response, "\n" + new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertEquals(100, client.read().status());
            client.send("body");
            assertEquals("body", client.read().body());
            assertEquals(200, client.get("/f.txt").status());
        }
    }

    @Test
    void aBodyThatIsNotWantedIsNotAskedFor() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            RawClient.Answer answer = client.read();
            assertEquals(200, answer.status());
            assertEquals("close", answer.header("Connection"));
        }
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\nContent-Length: 0\r\n\r\n");
            assertEquals(417, client.read().status());
        }
    }

    @Test
    void aBodyNobodyReadDoesNotReachTheNextRequest() throws Exception {
        try (RawClient client = client()) {
            client.send("POST /a.lua HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
            assertEquals("hello /a.lua", client.read().body());
            client.send("GET /xx HTTP/1.1\r\n\r\n".repeat(50_000));
            assertEquals("file", client.get("/f.txt").body());
        }
    }

    @Test
    void anOverloadedDaemonIsAnswered503() throws Exception {
        daemon.executor = task -> task.reject(RequestExecutor.Rejection.QUEUE_FULL);
        try (RawClient client = client()) {
            RawClient.Answer answer = client.get("/a.lua");
            assertEquals(503, answer.status());
            assertEquals("1", answer.header("Retry-After"));
            assertEquals(503, client.get("/f.txt").status());
        }
    }

    @Test
    void anExecutorMayRunARequestInPlace() throws Exception {
        daemon.executor = Runnable::run;
        try (RawClient client = client()) {
            assertEquals("hello /a.lua", client.get("/a.lua").body());
            assertEquals("file", client.get("/f.txt").body());
        }
    }

    @Test
    void aStopLetsTheRunningRequestEnd() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        daemon.responder = (request, response) -> {
            started.countDown();
            awaitQuietly(go);
            Scripts.print(response, "\ncomplete");
        };
        int port = daemon.port();
        try (RawClient client = client();
                RawClient idle = client()) {
            client.send("GET /a.lua HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(started.await(10, TimeUnit.SECONDS));
            Thread stop = new Thread(daemon.service::close);
            stop.start();
            assertTrue(idle.isClosedByServer());
            assertTrue(stop.isAlive(), "the stop waits");
            go.countDown();
            RawClient.Answer answer = client.read();
            assertEquals("complete", answer.body());
            assertEquals("close", answer.header("Connection"));
            assertTrue(client.isClosedByServer());
            client.socket.shutdownOutput();
            stop.join(10_000);
            assertFalse(stop.isAlive());
            assertThrows(ConnectException.class, () -> new RawClient(port));
        }
    }
}
