package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static luafcgid.protocol.server.Background.inThread;
import static luafcgid.protocol.server.Background.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a peer may use up. */
@Timeout(60)
@ExtendWith({LeakCheck.class, LogCheck.class})
class ResourceLimitTest {
    private static final Responder ECHO = (request, response) ->
            response.stdout().write(request.params().get("NAME", "").getBytes(US_ASCII));

    /** Without limits of time. */
    private static Limits limits(int connections, int requests, int params, int pairs, long pending) {
        return new Limits(connections, requests, params, pairs, pending, 1 << 20, 1 << 20, 0, 0, 0, 0, 0);
    }

    private static void isAnswered(TimedConnection peer, int id, String status) throws IOException {
        Answer answer = Objects.requireNonNull(peer.answer(id));
        assertTrue(answer.stdout().startsWith("Status: " + status + "\r\n"), answer.stdout());
        assertEquals(1, answer.appStatus());
    }

    @Nested
    class Requests {
        @Test
        @DisplayName("malformed: ids opened without PARAMS are OVERLOADED beyond the connection's limit")
        void moreRequestsThanMayBeInProgressAreOverloaded() throws IOException {
            TimedConnection peer = new TimedConnection(limits(9, 100, 9999, 99, 1 << 20), ECHO);
            for (int id = 1; id <= 100; id++) {
                peer.begin(id, true);
            }
            for (int id = 101; id <= 65535; id += 62) {
                Answer answer = Objects.requireNonNull(peer.begin(id, true).answer(id));
                assertEquals(ProtocolStatus.OVERLOADED, answer.status());
                assertEquals("", answer.stdout());
            }
            peer.params(7, "NAME", "a").run();
            assertEquals("a", Objects.requireNonNull(peer.answer(7)).stdout());
            peer.begin(65535, true).params(65535, "NAME", "b").run();
            assertEquals("b", Objects.requireNonNull(peer.answer(65535)).stdout());
            peer.close();
            assertEquals(0, peer.connections.budget().used());
        }
    }

    @Nested
    class ParamsBytes {
        @Test
        @DisplayName("malformed: PARAMS total > limit is answered 431")
        void moreBytesThanMayBeAreAnswered431() throws IOException {
            TimedConnection peer = new TimedConnection(limits(9, 9, 1000, 99, 1 << 20), ECHO);
            peer.begin(1, true).stream(RecordType.PARAMS, 1, new byte[1000]);
            assertNull(peer.answer(1));
            peer.record(4, 1, new byte[1], 0);
            isAnswered(peer, 1, "431 Request Header Fields Too Large");
            peer.record(4, 1, new byte[100], 0).end(RecordType.PARAMS, 1).end(RecordType.STDIN, 1);
            assertTrue(peer.tasks.isEmpty());
            peer.close();
        }

        @Test
        void asManyBytesAsMayBeAreTaken() throws IOException {
            byte[] pairs = Peer.pairs("NAME", "a", "X", "x".repeat(1000 - 7 - 6));
            assertEquals(1000, pairs.length);
            TimedConnection peer = new TimedConnection(limits(9, 9, 1000, 2, 1 << 20), ECHO);
            peer.begin(1, true).stream(RecordType.PARAMS, 1, pairs)
                    .end(RecordType.PARAMS, 1)
                    .run();
            assertEquals("a", Objects.requireNonNull(peer.answer(1)).stdout());
            peer.close();
        }

        @Test
        @DisplayName("malformed: more than N pairs are answered 431")
        void morePairsThanMayBeAreAnswered431() throws IOException {
            TimedConnection peer = new TimedConnection(limits(9, 9, 1000, 2, 1 << 20), ECHO);
            peer.begin(1, true).params(1, "NAME", "a", "B", "b", "C", "c");
            isAnswered(peer, 1, "431 Request Header Fields Too Large");
            peer.begin(1, true).params(1, "NAME", "a", "B", "b").run();
            assertEquals("a", Objects.requireNonNull(peer.answer(1)).stdout());
            peer.close();
        }
    }

    @Nested
    class Pending {
        private final TimedConnection peer = new TimedConnection(limits(9, 1000, 1 << 20, 99, 100_000), ECHO);

        private long used() {
            return peer.connections.budget().used();
        }

        @Test
        void whatWasTakenIsGivenBackHoweverARequestEnds() throws IOException {
            byte[] params = Peer.pairs("NAME", "x".repeat(20_000));
            peer.begin(1, true).stream(RecordType.PARAMS, 1, params);
            peer.begin(2, true).stream(RecordType.PARAMS, 2, params);
            peer.begin(3, true).stream(RecordType.PARAMS, 3, params);
            long used = used();
            assertTrue(used > 60_000, used + " bytes");
            peer.abort(1).end(RecordType.PARAMS, 2).run();
            assertNotNull(peer.answer(1));
            assertNotNull(peer.answer(2));
            assertTrue(used() < used / 2, used() + " of " + used + " bytes");
            peer.close();
            assertEquals(0, used());
        }

        @Test
        void moreThanAllMayHoldAreAnswered503AndHoldNothing() throws IOException {
            peer.begin(1, true).stream(RecordType.PARAMS, 1, new byte[60_000]);
            long used = used();
            peer.begin(2, true).stream(RecordType.PARAMS, 2, new byte[50_000]);
            Answer answer = Objects.requireNonNull(peer.answer(2));
            assertTrue(answer.stdout().startsWith("Status: 503 Service Unavailable\r\n"), answer.stdout());
            assertEquals(ProtocolStatus.OVERLOADED, answer.status());
            assertEquals(used, used());
            peer.close();
            assertEquals(0, used());
        }

        @Test
        void smallRequestsCountWhereTheyAreMany() throws IOException {
            int overloaded = 0;
            for (int id = 1; id <= 300; id++) {
                peer.begin(id, true).stream(RecordType.PARAMS, id, new byte[900]);
                Answer answer = peer.answer(id);
                overloaded += answer == null ? 0 : 1;
            }
            assertTrue(overloaded > 190, overloaded + " of 300 were refused");
            assertTrue(used() <= 100_000, used() + " bytes");
            peer.close();
            assertEquals(0, used());
        }

        @Test
        void aConnectionsOnlyRequestOfUsualSizeCostsNothing() throws IOException {
            peer.begin(1, true).params(1, "NAME", "x".repeat(16_000));
            assertEquals(0, used());
            peer.close();
        }
    }

    @Nested
    class ConnectionsOfAListener {
        @ParameterizedTest
        @EnumSource(Place.class)
        void moreWaitUntilOneEnds(Place place) throws Exception {
            try (Server server = new Server(place, ECHO)) {
                server.limits = limits(1, 9, 9999, 99, 9999);
                Connections connections = server.listener.connections();
                Peer first = server.peer();
                assertEquals("a", first.request(1, true, "a").answer(1).stdout());
                // In progress, so that it does not make way.
                first.begin(2, true);
                until("no more are accepted", connections::isFull);
                try (Peer second = server.peer()) {
                    CompletableFuture<Boolean> answered = inThread(() -> assertEquals(
                            "b", second.request(1, true, "b").answer(1).stdout()));
                    assertEquals("", first.params(2).answer(2).stdout());
                    first.begin(2, true).abort(2).answer(2);
                    first.hangUp();
                    assertTrue(answered.get());
                }
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        void anIdleOneMakesWay(Place place) throws Exception {
            try (Server server = new Server(place, ECHO)) {
                server.limits = limits(2, 9, 9999, 99, 9999);
                try (Peer busy = server.peer();
                        Peer idle = server.peer()) {
                    busy.begin(1, true);
                    assertEquals("a", idle.request(1, true, "a").answer(1).stdout());
                    try (Peer third = server.peer()) {
                        assertEquals("c", third.request(1, true, "c").answer(1).stdout());
                        assertTrue(idle.closedCleanly());
                        assertEquals("b", busy.params(1, "NAME", "b").answer(1).stdout());
                    }
                }
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"NIO_TCP", "EPOLL_UNIX"})
        void aRaisedLimitCountsAtOnce(Place place) throws Exception {
            try (Server server = new Server(place, ECHO)) {
                server.limits = limits(1, 9, 9999, 99, 9999);
                try (Peer busy = server.peer()) {
                    busy.begin(1, true);
                    until("no more are accepted", server.listener.connections()::isFull);
                    try (Peer second = server.peer()) {
                        second.request(1, true, "b");
                        server.limits = limits(2, 9, 9999, 99, 9999);
                        assertEquals("b", second.answer(1).stdout());
                    }
                }
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        void acceptingNeverStopsForGoodHoweverComingAndGoingCross(Place place) throws Exception {
            try (Server server = new Server(place, ECHO)) {
                server.limits = limits(1, 9, 9999, 99, 9999);
                for (int round = 0; round < 40; round++) {
                    List<CompletableFuture<Boolean>> coming = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        coming.add(inThread(() -> {
                            for (int n = 0; n < 5; n++) {
                                server.peer().hangUp();
                            }
                        }));
                    }
                    for (CompletableFuture<Boolean> one : coming) {
                        one.get();
                    }
                    try (Peer peer = server.peer()) {
                        assertEquals("a", peer.request(1, false, "a").answer(1).stdout());
                    }
                }
                until("all are forgotten", () -> server.listener.connections().size() == 0);
                assertFalse(server.listener.connections().isFull());
            }
        }

        @ParameterizedTest
        @EnumSource(Place.class)
        void aFullListenerClosesWithoutAnError(Place place) throws Exception {
            try (Server server = new Server(place, ECHO)) {
                server.limits = limits(1, 9, 9999, 99, 9999);
                try (Peer peer = server.peer()) {
                    peer.begin(1, true);
                    until("no more are accepted", server.listener.connections()::isFull);
                    server.listener.close();
                    assertFalse(peer.closedCleanly() && peer.soFar(1).end != null);
                }
            }
        }
    }
}
