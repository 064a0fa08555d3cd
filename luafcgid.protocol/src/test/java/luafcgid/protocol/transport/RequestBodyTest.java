package luafcgid.protocol.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.RequestAbortedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class RequestBodyTest {
    private static final int HIGH = 1 << 16;

    private final List<Boolean> pressure = new ArrayList<>();
    private final RequestBody body = new RequestBody(new Spool(Path.of("unused"), HIGH), -1, pressure::add);

    private static ByteBuf bytes(int length) {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, length));
        for (int i = 0; i < length; i++) {
            buffer.writeByte(i);
        }
        return buffer;
    }

    /** Waits until the thread is blocked for want of bytes. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static <T> CompletableFuture<T> inThread(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        awaitWaiting(thread);
        return result;
    }

    private static Throwable failure(CompletableFuture<?> result) {
        return Objects.requireNonNull(
                assertThrows(ExecutionException.class, result::get).getCause());
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
    void aReaderWaitsForBytesAndForTheEnd() throws Exception {
        CompletableFuture<Integer> first = inThread(body::read);
        body.offer(bytes(1));
        assertEquals(0, first.get());
        CompletableFuture<Integer> end = inThread(body::read);
        body.complete();
        assertEquals(-1, end.get());
    }

    @Test
    void theSenderIsPausedOnceAndResumedAtHalf() throws IOException {
        body.offer(bytes(HIGH - 1));
        assertEquals(List.of(), pressure);
        body.offer(bytes(1));
        body.offer(bytes(100));
        assertEquals(List.of(true), pressure);
        body.readNBytes(HIGH / 2 + 99);
        assertEquals(List.of(true), pressure);
        body.readNBytes(HIGH / 2);
        assertEquals(List.of(true, false), pressure);
        body.release();
        assertEquals(List.of(true, false), pressure);
    }

    @Test
    void manyTinyPiecesCountForMoreThanTheirBytes() {
        int pieces = 0;
        while (pressure.isEmpty()) {
            body.offer(bytes(1));
            pieces++;
        }
        assertTrue(pieces <= HIGH / 64, pieces + " pieces of one byte, and what holds them, were taken in");
        body.release();
        assertEquals(List.of(true, false), pressure);
    }

    @Test
    void releaseGivesBackWhatIsHeldAndWhatStillComes() {
        ByteBuf held = bytes(HIGH);
        body.offer(held);
        body.release();
        assertEquals(0, held.refCnt());
        assertEquals(List.of(true, false), pressure);
        ByteBuf late = bytes(HIGH);
        body.offer(late);
        assertEquals(0, late.refCnt());
        assertEquals(List.of(true, false), pressure);
    }

    @Test
    void bytesAfterTheEndOrAfterAnAbortAreGivenBack() {
        body.complete();
        ByteBuf late = bytes(10);
        body.offer(late);
        assertEquals(0, late.refCnt());
        RequestBody other = new RequestBody(new Spool(Path.of("unused"), HIGH), -1, pressure::add);
        other.abort("gone");
        ByteBuf unwanted = bytes(10);
        other.offer(unwanted);
        assertEquals(0, unwanted.refCnt());
        ByteBuf empty = bytes(0);
        new RequestBody(new Spool(Path.of("unused"), HIGH), -1, pressure::add).offer(empty);
        assertEquals(0, empty.refCnt());
    }

    @Test
    void anAbortReachesTheReaderThatWaits() {
        CompletableFuture<Integer> read = inThread(body::read);
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
        body.release();
    }

    @Test
    void aBodyThatWasReleasedIsNotWaitedFor() {
        CompletableFuture<Integer> read = inThread(body::read);
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
    void everyPauseIsResumedWhateverTheTiming() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("everyPauseIsResumedWhateverTheTiming: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            AtomicInteger paused = new AtomicInteger();
            RequestBody crossing =
                    new RequestBody(new Spool(Path.of("unused"), 2000), -1, high -> paused.addAndGet(high ? 1 : -1));
            int total = 1 + random.nextInt(20_000);
            int stopAt = random.nextInt(3) == 0 ? random.nextInt(total) : Integer.MAX_VALUE;
            long readSeed = random.nextLong();
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
                Random sizes = new Random(readSeed);
                ByteArrayOutputStream got = new ByteArrayOutputStream();
                try {
                    byte[] some = new byte[3000];
                    while (got.size() < stopAt) {
                        int n = crossing.read(some, 0, 1 + sizes.nextInt(some.length));
                        if (n < 0) {
                            break;
                        }
                        got.write(some, 0, n);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } finally {
                    crossing.release();
                }
                return got.size();
            });
            for (int left = total; left > 0; ) {
                int n = Math.min(left, 1 + random.nextInt(3000));
                crossing.offer(bytes(n));
                left -= n;
            }
            crossing.complete();
            int got = reader.get();
            assertTrue(stopAt == Integer.MAX_VALUE ? got == total : got >= stopAt, "seed " + seed);
            assertEquals(0, paused.get(), "seed " + seed);
        }
    }
}
