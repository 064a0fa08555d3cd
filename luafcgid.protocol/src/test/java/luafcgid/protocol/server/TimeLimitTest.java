package luafcgid.protocol.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.LogCheck;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Role;
import luafcgid.protocol.server.Peer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every time limit ends, and what it does not. Times pass only where a test says so. */
@Timeout(30)
@ExtendWith({LeakCheck.class, LogCheck.class})
class TimeLimitTest {
    private static final long FIRST_BYTE = 400;
    private static final long PAUSE = 1_000;
    private static final long COMPLETE = 3_000;
    private static final long IDLE = 10_000;
    private static final long STALL = 2_000;
    /** What a limit may be late by: the tick is 100 ms, and the first one may have been almost over. */
    private static final long LATE = 400;

    /** With room for unread answers of 100 KB. */
    private static Limits limits(int connections, long stall) {
        return new Limits(
                connections, 100, 1 << 20, 1024, 1 << 20, 100 << 10, 1 << 20, FIRST_BYTE, PAUSE, COMPLETE, IDLE, stall);
    }

    private static final Responder ECHO = (request, response) -> {
        response.stdout().write(request.params().get("NAME", "").getBytes(US_ASCII));
        request.body().transferTo(response.stdout());
    };

    private TimedConnection peer = new TimedConnection(limits(100, STALL), ECHO);

    @AfterEach
    void close() {
        peer.close();
    }

    private void connect(Limits limits, Responder responder) {
        peer.close();
        peer = new TimedConnection(limits, responder);
    }

    private Answer answer(int id) throws IOException {
        return Objects.requireNonNull(peer.answer(id), "request " + id + " has not ended");
    }

    private void isAnswered(int id, String status) throws IOException {
        String stdout = answer(id).stdout();
        assertTrue(stdout.startsWith("Status: " + status), stdout);
    }

    /** A request that answers so much that the peer is read no further while it takes nothing. */
    private static final Responder PAGE = (request, response) -> {
        if (request.params().get("NAME", "").equals("page")) {
            response.stdout().write(new byte[30_000]);
        }
    };

    private void requestPages(int from, int to) throws IOException {
        for (int id = from; id <= to; id++) {
            peer.request(id, true, "page").run();
        }
    }

    @Nested
    class FirstByte {
        @Test
        @DisplayName("malformed: connect and send nothing")
        void whoSendsNothingIsClosed() {
            assertTrue(peer.pass(FIRST_BYTE - 1).isOpen());
            assertFalse(peer.pass(LATE).isOpen());
        }

        @Test
        void whoSentOneByteHasMoreTime() throws IOException {
            peer.pass(FIRST_BYTE - 1).hex("01").pass(PAUSE - 1);
            assertTrue(peer.isOpen());
            assertFalse(peer.pass(LATE).isOpen());
        }
    }

    @Nested
    @DisplayName("malformed: slow-loris")
    class SlowLoris {
        private void sendSlowly(String hex, long interval, long until) throws IOException {
            for (long passed = 0; passed < until && peer.isOpen(); passed += interval) {
                peer.hex(hex).pass(interval);
            }
        }

        @Test
        void inAHeaderIsClosed() throws IOException {
            peer.hex("01 01")
                    .pass(PAUSE - 1)
                    .hex("00")
                    .pass(PAUSE - 1)
                    .hex("01")
                    .pass(PAUSE - 1);
            assertTrue(peer.isOpen());
            assertFalse(peer.hex("00").pass(LATE).isOpen());
        }

        @Test
        void inABeginIsClosed() throws IOException {
            peer.hex("0101 0001 0008 0000");
            sendSlowly("00", PAUSE - 500, COMPLETE - 500);
            assertTrue(peer.isOpen());
            assertFalse(peer.pass(500 + LATE).isOpen());
        }

        @Test
        void inARecordThatNobodyKnowsIsClosed() throws IOException {
            peer.hex("01c8 0001 ffff 0000");
            sendSlowly("00", 100, COMPLETE + LATE);
            assertFalse(peer.isOpen());
        }

        @Test
        void inPaddingIsClosed() throws IOException {
            peer.hex("0104 0001 0000 ff00");
            sendSlowly("00", 100, COMPLETE + LATE);
            assertFalse(peer.isOpen());
        }

        @Test
        void inParametersIsAnswered408AndItsNeighbourIsNot() throws IOException {
            peer.request(2, true, "neighbour").begin(1, true).hex("0104 0001 ffff 0000");
            sendSlowly("01", 500, COMPLETE - 500);
            assertNull(peer.answer(1));
            sendSlowly("01", 500, 500 + LATE);
            isAnswered(1, "408 Request Timeout");
            peer.run();
            assertEquals("neighbour", answer(2).stdout());
        }

        @Test
        void inParametersOfManyRecordsIsAnswered408() throws IOException {
            peer.begin(1, true);
            sendSlowly("0104 0001 0001 0000 00", 500, COMPLETE + LATE);
            isAnswered(1, "408 Request Timeout");
            assertTrue(peer.isOpen());
        }

        @Test
        void inABodyIsTakenAsLongAsItGoesOn() throws IOException {
            peer.begin(1, true).params(1, "NAME", "a");
            sendSlowly("0105 0001 0001 0000 78", PAUSE - 200, 5 * COMPLETE);
            peer.hex("0105 0001 0004 0000");
            sendSlowly("79", PAUSE - 200, 4 * (PAUSE - 200));
            peer.end(RecordType.STDIN, 1).run();
            assertEquals("a" + "x".repeat(19) + "yyyy", answer(1).stdout());
        }
    }

    @Nested
    class Pause {
        @Test
        void aBodyThatStopsIsAnswered408() throws IOException {
            peer.begin(1, true).params(1, "NAME", "a").stdin(1, new byte[10]).pass(PAUSE + LATE);
            assertNull(peer.answer(1));
            peer.run();
            isAnswered(1, "408 Request Timeout");
            assertTrue(peer.isOpen());
            assertEquals(1, peer.connections.size());
        }

        @Test
        void aResponderThatDoesNotReadTheBodyThatStopsIsNotDisturbed() throws IOException {
            connect(limits(100, STALL), PAGE);
            peer.begin(1, true).params(1, "NAME", "page").pass(5 * PAUSE).run();
            assertEquals(30_000, answer(1).out.size());
        }

        @Test
        void aRequestOfWhichOnlyTheBeginCameIsAnswered408() throws IOException {
            peer.begin(1, false).pass(PAUSE - 1);
            assertNull(peer.answer(1));
            peer.pass(LATE);
            isAnswered(1, "408 Request Timeout");
        }

        @Test
        void aFilterWaitsForItsDataNoLonger() throws IOException {
            connect(limits(100, STALL), (request, response) -> request.data().transferTo(response.stdout()));
            peer.begin(1, Role.FILTER, true).params(1).end(RecordType.STDIN, 1).pass(PAUSE + LATE);
            peer.run();
            isAnswered(1, "408 Request Timeout");
        }

        @Test
        void anAuthorizerOwesNothingAfterItsParameters() throws IOException {
            peer.begin(1, Role.AUTHORIZER, true).params(1, "NAME", "a").pass(5 * COMPLETE);
            peer.run();
            assertEquals("a", answer(1).stdout());
        }

        @Test
        void aRecordThatStopsEndsTheConnection() throws IOException {
            peer.begin(1, true).hex("0105 0001 0010 0000 00").pass(PAUSE - 1);
            assertTrue(peer.isOpen());
            assertFalse(peer.pass(LATE).isOpen());
        }

        @Test
        void aConnectionThatIsNotReadOwesNothing() throws IOException {
            connect(limits(100, 0), PAGE);
            peer.begin(9, true);
            peer.take(false);
            requestPages(1, 8);
            assertFalse(peer.channel.config().isAutoRead());
            peer.pass(2 * COMPLETE);
            peer.take(true);
            assertTrue(peer.channel.config().isAutoRead());
            peer.pass(PAUSE - 1);
            assertNull(peer.answer(9), "it was blamed for what was not read");
            peer.params(9, "NAME", "b").end(RecordType.STDIN, 9).run();
            assertEquals(0, answer(9).appStatus());
        }
    }

    @Nested
    class Complete {
        @ParameterizedTest
        @ValueSource(longs = {COMPLETE + LATE, IDLE - 100})
        void aRecordThatBeginsAfterAnIdleTimeHasItsWholeTime(long idle) throws IOException {
            peer.request(1, true, "a").run();
            assertNotNull(peer.answer(1));
            peer.pass(idle).hex("0101 0002").pass(300);
            assertTrue(peer.isOpen());
            peer.hex("0008 0000 0001 0100 0000 0000").params(2, "NAME", "b").end(RecordType.STDIN, 2);
            peer.run();
            assertEquals("b", answer(2).stdout());
        }
    }

    @Nested
    class Idle {
        @Test
        void aKeptConnectionIsClosedAfterItsTime() throws IOException {
            peer.request(1, true, "a").run();
            assertNotNull(peer.answer(1));
            assertTrue(peer.pass(IDLE - 1).isOpen());
            assertFalse(peer.pass(LATE).isOpen());
        }

        @Test
        void aRequestInProgressIsNotIdleAndItsConnectionHasTheTimeAfterIt() throws IOException {
            peer.request(1, true, "a").pass(3 * IDLE).run();
            assertEquals("a", answer(1).stdout());
            assertTrue(peer.pass(IDLE - 1).isOpen());
            assertFalse(peer.pass(LATE).isOpen());
        }

        @Test
        void anAnswerThatIsStillLeavingIsNotCut() throws IOException {
            connect(limits(1, 0), PAGE);
            peer.request(1, true, "page").pass(IDLE + LATE);
            peer.take(false);
            peer.run();
            assertTrue(peer.pass(2 * IDLE).isOpen());
            peer.take(true);
            assertEquals(30_000, answer(1).out.size());
        }

        @Test
        void oneOfAsManyAsMayBeMakesWayAfterASecond() throws IOException {
            connect(limits(1, STALL), ECHO);
            peer.request(1, true, "a").pass(IDLE).run();
            assertTrue(peer.connections.isFull());
            assertTrue(peer.pass(999).isOpen());
            assertEquals("a", answer(1).stdout());
            assertFalse(peer.pass(LATE).isOpen());
            assertFalse(peer.connections.isFull());
        }
    }

    @Nested
    class Stall {
        @Test
        @DisplayName("malformed: peer stops reading")
        void aPeerThatTakesNothingLosesItsRequests() throws IOException {
            connect(limits(100, STALL), PAGE);
            peer.take(false);
            peer.request(1, true, "page").run();
            peer.request(2, true, "other").pass(STALL - 1);
            assertTrue(peer.isOpen());
            assertFalse(peer.pass(LATE).isOpen());
            assertTrue(Objects.requireNonNull(peer.tasks.peek()).isAborted());
        }

        @Test
        void aPeerThatTakesAsMuchAsIsWrittenIsNotCutThoughAlwaysAsMuchWaits() throws IOException {
            connect(limits(100, STALL), PAGE);
            for (int id = 1; id < 10; id++) {
                peer.take(false);
                peer.request(id, true, "page").run();
                peer.pass(STALL - 100);
                peer.take(true);
                assertEquals(30_000, answer(id).out.size());
            }
            assertTrue(peer.isOpen());
        }
    }

    @Test
    void timesOfNoLimitNeverEnd() throws IOException {
        Limits none = new Limits(9, 100, 1 << 20, 1024, 1 << 20, 100 << 10, 1 << 20, 0, 0, 0, 0, 0);
        connect(none, ECHO);
        assertTrue(peer.pass(100_000_000).isOpen());
        peer.begin(1, true).hex("0104").pass(100_000_000);
        assertTrue(peer.isOpen());
    }

    @Test
    void aConnectionThatFailsWhenItIsLookedAtIsClosedAndTheOthersAreLookedAt() throws IOException {
        EmbeddedChannel clock = new EmbeddedChannel();
        Sweeper sweeper = new Sweeper(clock.eventLoop(), 100, () -> {});
        EmbeddedChannel failing = new EmbeddedChannel();
        EmbeddedChannel silent = new EmbeddedChannel();
        for (EmbeddedChannel channel : new EmbeddedChannel[] {silent, failing}) {
            // The silent one's time is over after the failure.
            Limits limits = channel.equals(silent) ? Limits.DEFAULT : limits(100, STALL);
            Connection connection = new Connection(channel, peer.connections, limits, sweeper.pace());
            channel.pipeline().addLast(connection);
            sweeper.add(connection);
            channel.closeFuture().addListener(closed -> sweeper.remove(connection));
        }
        failing.writeInbound(Unpooled.wrappedBuffer(new byte[] {1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0}));
        failing.config().setAllocator(new NoMemory());
        for (int i = 0; i < 110; i++) {
            clock.advanceTimeBy(100, TimeUnit.MILLISECONDS);
            clock.runScheduledPendingTasks();
        }
        assertFalse(failing.isOpen());
        assertFalse(silent.isOpen());
    }
}
