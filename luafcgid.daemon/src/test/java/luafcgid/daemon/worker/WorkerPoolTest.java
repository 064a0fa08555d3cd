package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.RequestExecutor.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkerPoolTest {
    /** Ends with null when it ran, with the reason when it was rejected. */
    private static final class Probe implements RequestExecutor.Task {
        private final CompletableFuture<@Nullable Rejection> outcome = new CompletableFuture<>();
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch release;

        private Probe(CountDownLatch release) {
            this.release = release;
        }

        @Override
        public void run() {
            started.countDown();
            try {
                outcome.complete(release.await(10, TimeUnit.SECONDS) ? null : Rejection.STOPPING);
            } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
            }
        }

        @Override
        public void reject(Rejection reason) {
            outcome.complete(reason);
        }

        @Override
        public boolean isAborted() {
            return false;
        }
    }

    private static final CountDownLatch NOW = new CountDownLatch(0);

    private static WorkerPool pool(int threads, int queue, Duration deadline) {
        return new WorkerPool(threads, threads, queue, deadline, new WorkerThreads());
    }

    @Test
    void requestsRunWhileThreadsAreFree() throws Exception {
        try (WorkerPool pool = pool(2, 1, Duration.ofSeconds(5))) {
            Probe probe = new Probe(NOW);
            pool.execute(probe);
            assertNull(probe.outcome.get());
        }
    }

    @Test
    void whatDoesNotFitInTheQueueIsRejectedAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (WorkerPool pool = pool(1, 1, Duration.ofSeconds(10))) {
            Probe running = new Probe(release);
            Probe waiting = new Probe(NOW);
            Probe surplus = new Probe(NOW);
            pool.execute(running);
            assertTrue(running.started.await(5, TimeUnit.SECONDS));
            pool.execute(waiting);
            pool.execute(surplus);
            assertEquals(Rejection.QUEUE_FULL, surplus.outcome.get());
            assertEquals(1, pool.rejected());
            assertEquals(1, pool.waiting());
            release.countDown();
            assertNull(waiting.outcome.get());
            assertNull(running.outcome.get());
        }
    }

    @Test
    void whatWaitsTooLongIsRejectedThoughAllThreadsAreStuck() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (WorkerPool pool = pool(1, 4, Duration.ofMillis(50))) {
            Probe stuck = new Probe(release);
            Probe late = new Probe(NOW);
            pool.execute(stuck);
            assertTrue(stuck.started.await(5, TimeUnit.SECONDS));
            pool.execute(late);
            assertEquals(Rejection.WAITED_TOO_LONG, late.outcome.get());
            release.countDown();
            assertNull(stuck.outcome.get());
        }
    }

    @Test
    void closingRejectsTheWaitingAndLetsTheRunningEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        WorkerPool pool = pool(1, 4, Duration.ofSeconds(10));
        Probe running = new Probe(release);
        Probe waiting = new Probe(NOW);
        pool.execute(running);
        assertTrue(running.started.await(5, TimeUnit.SECONDS));
        pool.execute(waiting);
        Thread closer = new Thread(pool::close);
        closer.start();
        assertEquals(Rejection.STOPPING, waiting.outcome.get());
        release.countDown();
        closer.join();
        assertNull(running.outcome.get());
        Probe after = new Probe(NOW);
        pool.execute(after);
        assertEquals(Rejection.STOPPING, after.outcome.get());
    }
}
