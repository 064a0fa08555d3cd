package luafcgid.protocol.transport;

import static luafcgid.protocol.transport.Bodies.awaitWaiting;
import static luafcgid.protocol.transport.Bodies.bytes;
import static luafcgid.protocol.transport.Bodies.failure;
import static luafcgid.protocol.transport.Bodies.waiting;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.ShortBodyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader gets, of bodies that stay in memory. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class RequestBodyTest {
    private final Bodies.StoppedDisk disk = new Bodies.StoppedDisk();
    private final Spool spool = new Spool(new SpoolSettings(Path.of("unused"), 1 << 16, 1 << 20, 1000, 0), disk);
    private final List<Boolean> pressure = new ArrayList<>();
    private final RequestBody body = body(-1);

    private RequestBody body(long announced) {
        return new RequestBody(spool, announced, pressure::add);
    }

    @AfterEach
    void nothingIsLeft() {
        body.release();
        assertEquals(0, spool.bytesInMemory());
        assertTrue(disk.isIdle(), "the disk was used");
        assertEquals(List.of(), pressure);
    }

    @Test
    void bytesComeOutInTheirOrderAndThenTheEnd() throws IOException {
        body.offer(bytes(3));
        body.offer(bytes(2));
        assertEquals(5, body.available());
        assertFalse(body.isComplete());
        body.complete();
        assertTrue(body.isComplete());
        assertEquals(0, body.read());
        assertArrayEquals(new byte[] {1, 2, 0, 1}, body.readAllBytes());
        assertEquals(-1, body.read());
        assertEquals(0, body.read(new byte[1], 1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> body.read(new byte[1], 1, 1));
    }

    @Test
    void oneReadTakesFromSeveralPieces() throws IOException {
        body.offer(bytes(0, 3));
        body.offer(bytes(3, 3));
        assertArrayEquals(new byte[] {0, 1, 2, 3}, body.readNBytes(4));
        byte[] rest = new byte[10];
        assertEquals(2, body.read(rest));
        assertEquals(4, rest[0]);
        assertEquals(5, rest[1]);
    }

    @Test
    void aReaderWaitsForBytesAndForTheEnd() throws Exception {
        CompletableFuture<Integer> first = waiting(body::read);
        body.offer(bytes(1));
        assertEquals(0, first.get());
        CompletableFuture<Integer> end = waiting(body::read);
        body.complete();
        assertEquals(-1, end.get());
    }

    @Test
    void releaseGivesBackWhatIsHeldAndWhatStillComes() {
        ByteBuf held = bytes(100);
        body.offer(held);
        body.release();
        body.release();
        assertEquals(0, held.refCnt());
        ByteBuf late = bytes(100);
        body.offer(late);
        assertEquals(0, late.refCnt());
        assertEquals(0, body.available());
    }

    @Test
    void anAbortGivesBackWhatIsHeldAndWhatStillComes() {
        ByteBuf held = bytes(10);
        body.offer(held);
        body.abort("gone");
        assertEquals(0, held.refCnt());
        ByteBuf late = bytes(10);
        body.offer(late);
        assertEquals(0, late.refCnt());
    }

    @Test
    void bytesAfterTheEndAndEmptyBuffersAreGivenBack() {
        ByteBuf empty = bytes(0);
        body.offer(empty);
        assertEquals(0, empty.refCnt());
        body.complete();
        ByteBuf late = bytes(10);
        body.offer(late);
        assertEquals(0, late.refCnt());
    }

    @Test
    void anAbortReachesTheReaderThatWaits() {
        CompletableFuture<Integer> read = waiting(body::read);
        body.abort("gave up");
        Throwable e = failure(read);
        assertEquals(RequestAbortedException.class, e.getClass());
        assertEquals("gave up", e.getMessage());
    }

    @Test
    void theFirstAbortsMessageStays() {
        body.offer(bytes(10));
        body.abort("one");
        body.abort("two");
        assertEquals(
                "one", assertThrows(RequestAbortedException.class, body::read).getMessage());
    }

    @Test
    void aBodyThatWasReleasedIsNotWaitedFor() {
        CompletableFuture<Integer> read = waiting(body::read);
        body.release();
        assertEquals(RequestAbortedException.class, failure(read).getClass());
        assertThrows(RequestAbortedException.class, body::read);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                body.read();
            } catch (IOException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.setDaemon(true);
        thread.start();
        awaitWaiting(thread);
        thread.interrupt();
        assertTrue(interrupted.get());
    }

    @Test
    void whatIsBeyondTheAnnouncedLengthIsThrownAway() throws IOException {
        RequestBody announced = body(5);
        announced.offer(bytes(0, 3));
        assertFalse(announced.isComplete());
        assertFalse(announced.needsMore());
        ByteBuf crossing = bytes(3, 4);
        announced.offer(crossing);
        assertTrue(announced.isComplete());
        assertFalse(announced.hasEnded());
        ByteBuf beyond = bytes(100);
        announced.offer(beyond);
        assertEquals(0, beyond.refCnt());
        assertEquals(5, announced.available());
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, announced.readAllBytes());
        assertEquals(0, crossing.refCnt());
        announced.complete();
        assertTrue(announced.hasEnded());
        assertEquals(-1, announced.read());
    }

    @Test
    void aBodyAnnouncedAsEmptyIsNotWaitedFor() throws IOException {
        RequestBody empty = body(0);
        assertTrue(empty.isComplete());
        assertFalse(empty.hasEnded());
        assertFalse(empty.needsMore());
        ByteBuf unannounced = bytes(1);
        empty.offer(unannounced);
        assertEquals(0, unannounced.refCnt());
        assertEquals(-1, empty.read());
    }

    @Test
    void aBodyThatEndsEarlySaysSoAfterItsBytes() throws IOException {
        RequestBody announced = body(5);
        announced.offer(bytes(2));
        assertTrue(announced.readNBytes(1).length == 1);
        announced.complete();
        assertEquals(1, announced.read());
        for (int i = 0; i < 2; i++) {
            ShortBodyException e = assertThrows(ShortBodyException.class, announced::read);
            assertEquals(5, e.announced());
            assertEquals(2, e.received());
        }
        assertTrue(announced.isComplete());
    }

    @Test
    void anAnnouncedLengthBeyondTheLimitIsRefusedAtOnce() {
        RequestBody announced = body(6);
        ByteBuf held = bytes(2);
        announced.offer(held);
        announced.limit(5);
        assertEquals(0, held.refCnt());
        ByteBuf late = bytes(2);
        announced.offer(late);
        assertEquals(0, late.refCnt());
        assertEquals(
                5, assertThrows(BodyTooLargeException.class, announced::read).limit());
        announced.limit(100);
        assertEquals(
                5, assertThrows(BodyTooLargeException.class, announced::read).limit());
    }

    @Test
    void anUnannouncedLengthIsRefusedOnceItIsBeyondTheLimit() throws IOException {
        body.limit(5);
        ByteBuf held = bytes(0, 5);
        body.offer(held);
        assertEquals(0, body.read());
        ByteBuf beyond = bytes(5, 1);
        body.offer(beyond);
        assertEquals(0, held.refCnt());
        assertEquals(0, beyond.refCnt());
        assertThrows(BodyTooLargeException.class, body::read);
        body.complete();
        assertThrows(BodyTooLargeException.class, body::read);
    }

    @Test
    void whatWasReadAlreadyCountsForTheLimit() throws IOException {
        body.offer(bytes(6));
        assertEquals(6, body.readNBytes(6).length);
        body.limit(5);
        assertThrows(BodyTooLargeException.class, body::read);
    }

    @Test
    void aRefusalReachesTheReaderThatWaits() {
        body.limit(5);
        CompletableFuture<Integer> read = waiting(body::read);
        body.offer(bytes(6));
        assertEquals(BodyTooLargeException.class, failure(read).getClass());
        RequestBody announced = body(6);
        CompletableFuture<Integer> other = waiting(announced::read);
        announced.limit(5);
        assertEquals(BodyTooLargeException.class, failure(other).getClass());
    }

    @Test
    void theSpoolsLimitCountsForEveryBody() {
        assertEquals(
                1000,
                assertThrows(BodyTooLargeException.class, body(1001)::read).limit());
        body.limit(2000);
        body.offer(bytes(1000));
        assertEquals(1000, body.available());
        body.offer(bytes(1));
        assertEquals(1000, assertThrows(BodyTooLargeException.class, body::read).limit());
    }

    @Test
    void anAbortTakesThePlaceOfARefusal() {
        RequestBody refused = body(1001);
        refused.abort("gone");
        assertThrows(RequestAbortedException.class, refused::read);
    }

    @Test
    void aBodyNeedsMoreWhileAReaderWouldWait() throws IOException {
        assertTrue(body.needsMore());
        body.offer(bytes(1));
        assertFalse(body.needsMore());
        assertEquals(0, body.read());
        assertTrue(body.needsMore());
        body.limit(0);
        assertFalse(body.needsMore());
    }
}
