package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.Role;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiReply;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class RequestsTest {
    private static final String HEADER = "Content-Type: text/plain\r\n\r\n";

    private static void print(Response response, String text) throws IOException {
        response.stdout().write(text.getBytes(UTF_8));
    }

    private static final Responder HELLO = (request, response) ->
            print(response, HEADER + "hello " + request.params().get("NAME"));

    @ParameterizedTest
    @EnumSource
    void aRequestIsAnsweredAndItsConnectionClosed(Place place) throws IOException {
        try (Server server = new Server(place, HELLO);
                Peer peer = server.peer()) {
            Answer answer = peer.request(1, false, "a").answer(1);
            assertEquals(HEADER + "hello a", answer.stdout());
            assertEquals(0, answer.appStatus());
            assertEquals(ProtocolStatus.REQUEST_COMPLETE, answer.status());
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeptConnectionCarriesOneRequestAfterAnother(Place place) throws IOException {
        try (Server server = new Server(place, HELLO);
                FcgiClient client = server.client()) {
            for (int i = 0; i < 50; i++) {
                FcgiReply reply = client.request(Map.of("NAME", "n" + i), new byte[0], i < 49);
                assertEquals(HEADER + "hello n" + i, reply.stdout());
                assertEquals("", reply.stderr());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBytesOfAnEmptyAnswerAreLiteral(Place place) throws IOException {
        try (Server server = new Server(place, (request, response) -> response.appStatus(0x01020304));
                Peer peer = server.peer()) {
            Answer answer = peer.request(7, false, "a").answer(7);
            assertEquals("", answer.stdout());
            assertTrue(answer.outEnded);
            assertFalse(answer.errEnded);
            assertEquals(0x01020304, answer.appStatus());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestMayArriveByteByByteAndPaddedEverywhere(Place place) throws IOException {
        Responder echo = (request, response) -> {
            print(response, request.params().get("NAME", "") + "|");
            request.body().transferTo(response.stdout());
        };
        byte[] params = Peer.pairs("NAME", "x".repeat(200));
        byte[] first = Arrays.copyOf(params, 3);
        byte[] rest = Arrays.copyOfRange(params, 3, params.length);
        try (Server server = new Server(place, echo);
                Peer peer = server.peer()) {
            peer.record(1, 1, new byte[] {0, 1, 1, 9, 9, 9, 9, 9}, 255)
                    .record(4, 1, first, 255)
                    .record(4, 1, rest, 255)
                    .record(4, 1, new byte[0], 255)
                    .record(5, 1, "body".getBytes(UTF_8), 255)
                    .record(5, 1, new byte[0], 255);
            assertEquals("x".repeat(200) + "|body", peer.answer(1).stdout());
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            wire.writeBytes(new byte[] {1, 1, 0, 2, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            wire.writeBytes(new byte[] {1, 4, 0, 2, 0, 7, 1, 0, 4, 1, 'N', 'A', 'M', 'E', 'z', 0});
            wire.writeBytes(new byte[] {1, 4, 0, 2, 0, 0, 0, 0});
            wire.writeBytes(new byte[] {1, 5, 0, 2, 0, 1, 0, 0, 'b', 1, 5, 0, 2, 0, 0, 0, 0});
            for (byte b : wire.toByteArray()) {
                peer.raw(new byte[] {b});
            }
            assertEquals("z|b", peer.answer(2).stdout());
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowRequestDoesNotDelayAFastOneOnItsConnection(Place place) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Responder responder = (request, response) -> {
            if ("slow".equals(request.params().get("NAME"))) {
                await(go);
            }
            HELLO.respond(request, response);
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "slow").request(2, true, "fast");
            assertEquals(HEADER + "hello fast", peer.answer(2).stdout());
            assertNull(peer.soFar(1).end);
            go.countDown();
            assertEquals(HEADER + "hello slow", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatEndsTheConnectionLetsTheOthersOnItEnd(Place place) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Responder responder = (request, response) -> {
            if ("slow".equals(request.params().get("NAME"))) {
                await(go);
            }
            HELLO.respond(request, response);
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "slow").request(2, false, "fast");
            assertEquals(HEADER + "hello fast", peer.answer(2).stdout());
            go.countDown();
            assertEquals(HEADER + "hello slow", peer.answer(1).stdout());
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void interleavedRequestsKeepTheirBytesApart(Place place) throws IOException {
        Responder echo = (request, response) -> {
            InputStream body = request.body();
            print(response, request.params().get("NAME", ""));
            body.transferTo(response.stdout());
        };
        int n = 60;
        try (Server server = new Server(place, echo);
                Peer peer = server.peer()) {
            for (int id = 1; id <= n; id++) {
                peer.begin(id * 1000, true);
            }
            for (int id = 1; id <= n; id++) {
                peer.params(id * 1000, "NAME", "n" + id + ":");
            }
            for (int piece = 0; piece < 5; piece++) {
                for (int id = 1; id <= n; id++) {
                    peer.stdin(id * 1000, ("b" + id + "/" + piece + " ").getBytes(UTF_8));
                }
            }
            for (int id = n; id >= 1; id--) {
                peer.end(RecordType.STDIN, id * 1000);
            }
            for (int id = 1; id <= n; id++) {
                StringBuilder expected = new StringBuilder("n" + id + ":");
                for (int piece = 0; piece < 5; piece++) {
                    expected.append("b").append(id).append('/').append(piece).append(' ');
                }
                assertEquals(expected.toString(), peer.answer(id * 1000).stdout());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdMayBeUsedAgainAsSoonAsItsRequestHasEnded(Place place) throws IOException {
        try (Server server = new Server(place, HELLO);
                Peer peer = server.peer()) {
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        HEADER + "hello " + i,
                        peer.request(65535, true, "" + i).answer(65535).stdout());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesForTheErrorLogEndBeforeTheRequestDoes(Place place) throws IOException {
        Responder responder = (request, response) -> {
            response.stderr().write("one ".getBytes(UTF_8));
            print(response, HEADER);
            response.stderr().flush();
            response.stderr().write("two".getBytes(UTF_8));
            print(response, "x".repeat(100_000));
            response.appStatus(3);
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            Answer answer = peer.request(1, true, "a").answer(1);
            assertEquals("one two", answer.stderr());
            assertTrue(answer.errEnded);
            assertEquals(HEADER + "x".repeat(100_000), answer.stdout());
            assertEquals(3, answer.appStatus());
        }
    }

    @ParameterizedTest
    @EnumSource
    void flushSendsWhatIsThereWhileTheRequestGoesOn(Place place) throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        Responder responder = (request, response) -> {
            response.stdout().flush();
            response.stdout().write('a');
            response.stdout().flush();
            response.stdout().flush();
            await(go);
            response.stdout().write('b');
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.request(1, true, "a");
            while (peer.soFar(1).out.size() == 0) {
                assertTrue(peer.readSome());
            }
            assertEquals("a", peer.soFar(1).stdout());
            go.countDown();
            assertEquals("ab", peer.answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResponderThatThrowsIsAnsweredWith500AndTheNextRequestIsServed(Place place) throws IOException {
        Responder responder = (request, response) -> {
            if ("bad".equals(request.params().get("NAME"))) {
                throw new IllegalStateException(LogCheck.PROVOKED);
            }
            HELLO.respond(request, response);
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            Answer answer = peer.request(1, true, "bad").answer(1);
            assertTrue(answer.stdout().startsWith("Status: 500 Internal Server Error\r\n"), answer.stdout());
            assertEquals(1, answer.appStatus());
            assertEquals(
                    HEADER + "hello good",
                    peer.request(1, true, "good").answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRejectedRequestIsAnsweredWith503AndOverloaded(Place place) throws IOException {
        RequestExecutor full = task -> task.reject(RequestExecutor.Rejection.QUEUE_FULL);
        try (Server server = new Server(place, HELLO, full);
                Peer peer = server.peer()) {
            for (int id = 1; id < 4; id++) {
                Answer answer = peer.request(id, id < 3, "a").answer(id);
                assertTrue(answer.stdout().startsWith("Status: 503 Service Unavailable\r\nRetry-After: 1\r\n"));
                assertEquals(ProtocolStatus.OVERLOADED, answer.status());
            }
            assertTrue(peer.closedCleanly());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExecutorThatThrowsCountsAsOneThatStops(Place place) throws IOException {
        RequestExecutor broken = task -> {
            throw new RejectedExecutionException(LogCheck.PROVOKED);
        };
        try (Server server = new Server(place, HELLO, broken);
                Peer peer = server.peer()) {
            peer.request(1, true, "a").request(2, true, "b");
            assertEquals(ProtocolStatus.OVERLOADED, peer.answer(1).status());
            assertEquals(ProtocolStatus.OVERLOADED, peer.answer(2).status());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResponseIsClosedToWritersOnceItsRequestHasEnded(Place place) throws Exception {
        CompletableFuture<Request> kept = new CompletableFuture<>();
        CompletableFuture<Response> keptResponse = new CompletableFuture<>();
        Responder keeping = (request, response) -> {
            kept.complete(request);
            keptResponse.complete(response);
            print(response, HEADER);
        };
        try (Server server = new Server(place, keeping);
                Peer peer = server.peer()) {
            assertEquals(HEADER, peer.request(1, true, "a").answer(1).stdout());
            Response ended = keptResponse.get();
            assertThrows(RequestAbortedException.class, () -> print(ended, "late"));
            assertThrows(RequestAbortedException.class, () -> ended.stderr().write(1));
            assertThrows(RequestAbortedException.class, () -> kept.get().body().read());
            assertEquals(HEADER, peer.request(1, true, "a").answer(1).stdout());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRequestSaysWhatTheWebServerSent(Place place) throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        Responder responder = (request, response) -> {
            assertEquals(Role.RESPONDER, request.role());
            byte[] all = request.body().readAllBytes();
            seen.complete(request.params().toMap() + " " + all.length + " " + request.isComplete() + " "
                    + request.isAborted());
        };
        try (Server server = new Server(place, responder);
                Peer peer = server.peer()) {
            peer.begin(1, false)
                    .params(1, "A", "1", "B", "")
                    .stdin(1, new byte[70_000])
                    .end(RecordType.STDIN, 1);
            peer.answer(1);
            assertEquals("{A=1, B=} 70000 true false", seen.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyConnectionsAreServedAtOnce(Place place) throws IOException {
        int n = 40;
        CountDownLatch all = new CountDownLatch(n);
        Responder meeting = (request, response) -> {
            all.countDown();
            await(all);
            HELLO.respond(request, response);
        };
        try (Server server = new Server(place, meeting)) {
            Set<Peer> peers = new HashSet<>();
            for (int i = 0; i < n; i++) {
                peers.add(server.peer().request(1, false, "x"));
            }
            for (Peer peer : peers) {
                assertEquals(HEADER + "hello x", peer.answer(1).stdout());
                peer.close();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
