package luafcgid.protocol.transport;

import static luafcgid.protocol.transport.Bodies.awaitNoFiles;
import static luafcgid.protocol.transport.Bodies.bytes;
import static luafcgid.protocol.transport.Bodies.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.LeakCheck;
import luafcgid.protocol.RequestAbortedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who offers, who reads, who writes to the disk and who ends it all, at random times. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
class BodyRaceTest {
    private static final int ROUNDS = 60;
    private static final int BODIES = 6;
    private static final int LONGEST = 600_000;

    @TempDir
    Path folder = Path.of("");

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final Random random = new Random(seed);

    @Test
    void everyTimingDeliversInOrderAndGivesEverythingBack() throws Exception {
        System.out.println("everyTimingDeliversInOrderAndGivesEverythingBack: seed " + seed);
        AtomicInteger throughFiles = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            // Little memory, so that files, the common limits and pauses all come into play.
            Spool spool =
                    new Spool(new SpoolSettings(
                            folder, random.nextInt(3) * 8000, 24_000 + random.nextInt(300_000), LONGEST, 1 << 30)) {
                        @Override
                        void count(int opened) {
                            throughFiles.addAndGet(Math.max(0, opened));
                            super.count(opened);
                        }
                    };
            AtomicInteger pressure = new AtomicInteger();
            List<CompletableFuture<?>> threads = new ArrayList<>();
            for (int i = 0; i < BODIES; i++) {
                race(spool, pressure, threads);
            }
            for (CompletableFuture<?> thread : threads) {
                thread.get();
            }
            awaitNoFiles(spool);
            assertEquals(0, spool.bytesInMemory(), "seed " + seed);
            assertEquals(0, spool.bytesOnDisk(), "seed " + seed);
            assertEquals(0, pressure.get(), "seed " + seed);
        }
        assertTrue(throughFiles.get() > ROUNDS, "bodies hardly used files, seed " + seed);
    }

    private void race(Spool spool, AtomicInteger pressure, List<CompletableFuture<?>> threads) {
        int length = 1 + random.nextInt(LONGEST);
        boolean announced = random.nextBoolean();
        // Every other body is ended by somebody before its time, if it lasts so long.
        int end = random.nextInt(6);
        RequestBody body = new RequestBody(spool, announced ? length : -1, high -> pressure.addAndGet(high ? 1 : -1));
        long sizes = random.nextLong();
        long pauses = random.nextLong();
        int patience = random.nextInt(4_000);
        threads.add(start(() -> {
            offer(body, length, announced, new Random(sizes));
            return null;
        }));
        threads.add(start(() -> {
            int got = read(body, new Random(pauses));
            assertTrue(end < 3 || got == length, got + " of " + length + " bytes, seed " + seed);
            return null;
        }));
        threads.add(start(() -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(patience));
            switch (end) {
                case 0 -> body.release();
                case 1 -> body.abort("gone");
                case 2 -> body.limit(length / 2);
                default -> body.limit(length);
            }
            return null;
        }));
    }

    private static void offer(RequestBody body, int length, boolean tooMuch, Random sizes) {
        int most = 1 << sizes.nextInt(17);
        for (int at = 0; at < length; ) {
            int n = Math.min(length - at, 1 + sizes.nextInt(most) + length / 1000);
            body.offer(bytes(at, tooMuch && at + n == length ? n + 10 : n));
            at += n;
        }
        body.complete();
    }

    /** Reads to the end, or until somebody ends it. */
    private int read(RequestBody body, Random pauses) throws IOException {
        byte[] some = new byte[1 + pauses.nextInt(100_000)];
        int got = 0;
        try {
            for (int n = body.read(some); n >= 0; n = body.read(some, 0, 1 + pauses.nextInt(some.length))) {
                for (int i = 0; i < n; i++) {
                    assertEquals(Bodies.at(got + i), some[i], () -> "seed " + seed);
                }
                got += n;
                if (pauses.nextInt(8) == 0) {
                    LockSupport.parkNanos(pauses.nextInt(500_000));
                }
            }
        } catch (RequestAbortedException | BodyTooLargeException e) {
            // Told so, as the test has it.
        } finally {
            body.release();
        }
        return got;
    }
}
