package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static luafcgid.protocol.server.Background.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How requests end, and connections behind them. */
@Timeout(120)
@ExtendWith({LeakCheck.class, LogCheck.class})
class EndTest {
    private static void print(Response response, String text) throws IOException {
        response.stdout().write(text.getBytes(US_ASCII));
    }

    private static final Responder HELLO =
            (request, response) -> print(response, "hello " + request.params().get("NAME"));

    @Nested
    class Line3WhoCloses {
        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("3. without KEEP_CONN the application closes after END_REQUEST")
        void aRequestIsAnsweredAndItsConnectionClosed(Place place) throws IOException {
            try (Server server = new Server(place, HELLO);
                    Peer peer = server.peer()) {
                assertEquals("hello a", peer.request(1, false, "a").answer(1).stdout());
                assertTrue(peer.closedCleanly());
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("3. with KEEP_CONN the web server closes")
        void aKeptConnectionCarriesOneRequestAfterAnother(Place place) throws Exception {
            try (Server server = new Server(place, HELLO);
                    Peer peer = server.peer()) {
                for (int i = 0; i < 50; i++) {
                    assertEquals(
                            "hello n" + i,
                            peer.request(1, true, "n" + i).answer(1).stdout());
                }
                assertEquals(1, server.listener.connections().size());
                peer.hangUp();
                until(
                        "the connection is forgotten",
                        () -> server.listener.connections().size() == 0);
            }
        }
    }

    @Nested
    class Line22EndRequest {
        @Test
        @DisplayName("22. END carries the 32 bits of appStatus in network order, and REQUEST_COMPLETE")
        void theBytesOfAnEmptyAnswerAreLiteral() throws IOException {
            try (Server server = new Server(Place.EPOLL_UNIX, (request, response) -> response.appStatus(0x81020304));
                    Peer peer = server.peer()) {
                peer.request(0x0107, false, "a");
                byte[] wire = new byte[24];
                peer.readFully(wire);
                assertEquals(
                        "0106010700000000" + "0103010700080000" + "8102030400000000",
                        HexFormat.of().formatHex(wire));
                assertTrue(peer.closedCleanly());
            }
        }

        @Test
        @DisplayName("22. a responder that throws is answered 500 with a status that is not 0")
        void aResponderThatThrowsIsAnsweredWith500AndTheNextRequestIsServed() throws IOException {
            Responder responder = (request, response) -> {
                print(response, "Status: 200 OK\r\n");
                if ("bad".equals(request.params().get("NAME"))) {
                    throw new IllegalStateException(LogCheck.PROVOKED);
                }
            };
            try (Server server = new Server(Place.NIO_TCP, responder);
                    Peer peer = server.peer()) {
                Answer answer = peer.request(1, true, "bad").answer(1);
                assertTrue(answer.stdout().startsWith("Status: 500 Internal Server Error\r\n"), answer.stdout());
                assertEquals(1, answer.appStatus());
                assertEquals(0, peer.request(1, true, "good").answer(1).appStatus());
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("21. a request that the executor rejects is answered 503 and OVERLOADED")
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
        @DisplayName("21. an executor that throws counts as one that stops")
        void anExecutorThatThrowsCountsAsOneThatStops(Thrown thrown) throws IOException {
            try (Server server = new Server(Place.NIO_UNIX, HELLO, task -> thrown.now());
                    Peer peer = server.peer()) {
                peer.request(1, true, "a").request(2, true, "b");
                assertEquals(ProtocolStatus.OVERLOADED, peer.answer(1).status());
                assertEquals(ProtocolStatus.OVERLOADED, peer.answer(2).status());
            }
        }

        @Test
        @DisplayName("22. nothing is sent for an id after its END")
        void aResponseIsClosedToWritersOnceItsRequestHasEnded() throws Exception {
            CompletableFuture<Request> kept = new CompletableFuture<>();
            CompletableFuture<Response> keptResponse = new CompletableFuture<>();
            Responder keeping = (request, response) -> {
                kept.complete(request);
                keptResponse.complete(response);
                print(response, "now");
            };
            try (Server server = new Server(Place.EPOLL_TCP, keeping);
                    Peer peer = server.peer()) {
                assertEquals("now", peer.request(1, true, "a").answer(1).stdout());
                Response ended = keptResponse.get();
                assertThrows(RequestAbortedException.class, () -> print(ended, "late"));
                assertThrows(RequestAbortedException.class, () -> ended.stderr().write(1));
                assertThrows(
                        RequestAbortedException.class, () -> kept.get().body().read());
                assertEquals("now", peer.request(1, true, "a").answer(1).stdout());
            }
        }

        @Test
        @DisplayName("22. a request for whose end there is no memory ends its connection instead of hanging")
        void aRequestThatCannotBeAnsweredEndsItsConnection() throws IOException {
            // More than the first buffer, which it has from the beginning.
            TimedConnection peer = new TimedConnection(
                    Limits.DEFAULT, (request, response) -> response.stdout().write(new byte[200_000]));
            peer.begin(1, true).params(1, "NAME", "x".repeat(40_000)).stdin(1, new byte[2000]);
            assertTrue(peer.connections.budget().used() > 40_000);
            peer.channel.config().setAllocator(new NoMemory());
            assertThrows(OutOfMemoryError.class, peer::run);
            assertFalse(peer.isOpen());
            assertEquals(0, peer.connections.budget().used());
            peer.close();
        }
    }

    /** What goes wrong in an executor. */
    enum Thrown {
        EXCEPTION,
        ERROR;

        void now() {
            if (this == ERROR) {
                throw new OutOfMemoryError(LogCheck.PROVOKED);
            }
            throw new IllegalStateException(LogCheck.PROVOKED);
        }
    }

    @Nested
    class Line27Drain {
        private static final int MB = 1 << 20;

        private final Responder hasty = (request, response) -> {
            request.limitBody(1000);
            try {
                request.body().readAllBytes();
            } catch (BodyTooLargeException e) {
                print(response, "Status: 413 Content Too Large\r\n\r\n" + "x".repeat(300_000));
                response.appStatus(4);
            }
        };

        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("27. a client that writes all of 100 MB before it reads gets its 413")
        void aClientThatWritesAllBeforeItReadsGetsItsAnswer(Place place) throws IOException {
            try (Server server = new Server(place, hasty);
                    Peer peer = server.peer()) {
                peer.begin(1, false).params(1, "CONTENT_LENGTH", "" + 100L * MB);
                byte[] piece = new byte[MB];
                for (int i = 0; i < 100; i++) {
                    peer.stdin(1, piece);
                }
                Answer answer = peer.end(RecordType.STDIN, 1).answer(1);
                assertTrue(answer.stdout().startsWith("Status: 413 "));
                assertTrue(answer.out.size() > 300_000);
                assertEquals(4, answer.appStatus());
                assertTrue(peer.closedCleanly());
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("27. an answer arrives whole though its body was never sent to the end")
        void anAnswerArrivesWholeThoughItsBodyIsNotSentToTheEnd(Place place) throws IOException {
            try (Server server = new Server(place, hasty);
                    Peer peer = server.peer()) {
                peer.begin(1, false).params(1, "CONTENT_LENGTH", "" + 10 * MB).stdin(1, new byte[2 * MB]);
                assertTrue(peer.answer(1).out.size() > 300_000);
                assertTrue(peer.closedCleanly());
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("27. the answer's end is seen while the peer still sends: half-close")
        void theEndIsSeenWhileThePeerStillSends(Place place) throws IOException {
            try (Server server = new Server(place, (request, response) -> print(response, "done"));
                    Peer peer = server.peer()) {
                peer.begin(1, false).params(1);
                assertEquals("done", peer.answer(1).stdout());
                assertTrue(peer.closedCleanly());
                // It is drained all the same: a closed socket would refuse so much.
                peer.stdin(1, new byte[10 * MB]);
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        @DisplayName("27. padding of the last record that is still to come destroys no answer")
        void paddingThatIsStillToComeDestroysNoAnswer(Place place) throws IOException {
            try (Server server = new Server(place, (request, response) -> print(response, "done"));
                    Peer peer = server.peer()) {
                peer.begin(1, false).params(1).hex("0105 0001 0000 ff00");
                assertEquals("done", peer.answer(1).stdout());
                assertTrue(peer.closedCleanly());
                peer.raw(new byte[100]).raw(new byte[155]);
            }
        }

        @Test
        @DisplayName("27. draining is bounded in bytes")
        void drainingIsBoundedInBytes() throws IOException {
            TimedConnection peer = ended(new Limits(9, 9, 9999, 9, 9999, 9999, 1000, 0, 0, 0, 0, 0));
            peer.raw(new byte[600]).raw(new byte[400]);
            assertTrue(peer.isOpen());
            peer.raw(new byte[1]);
            assertFalse(peer.isOpen());
            peer.close();
        }

        @Test
        @DisplayName("27. draining is bounded in time, with and without bytes that come")
        void drainingIsBoundedInTime() throws IOException {
            TimedConnection quiet = ended(Limits.DEFAULT);
            assertTrue(quiet.pass(1_900).isOpen());
            assertFalse(quiet.pass(2_500).isOpen());
            quiet.close();
            TimedConnection chatty = ended(Limits.DEFAULT);
            for (int second = 0; second < 29; second++) {
                assertTrue(chatty.raw(new byte[1]).pass(1_000).isOpen(), "closed after " + second + " s");
            }
            for (int second = 0; second < 3 && chatty.isOpen(); second++) {
                chatty.raw(new byte[1]).pass(1_000);
            }
            assertFalse(chatty.isOpen());
            chatty.close();
        }

        /** A connection whose last answer has left while its peer may still send. */
        private TimedConnection ended(Limits limits) throws IOException {
            TimedConnection peer = new TimedConnection(limits, HELLO);
            peer.begin(1, false).params(1).run();
            assertNotNull(peer.answer(1));
            assertTrue(peer.isOpen());
            return peer;
        }
    }
}
