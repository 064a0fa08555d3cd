package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import luafcgid.protocol.RequestExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(20)
class InPlaceExecutorTest {
    private InPlaceExecutor executor;

    @BeforeEach
    void start() {
        assumeTrue(VirtualThreads.areUsable(), "needs JDK 24 or later with java.lang opened");
        executor = new InPlaceExecutor(2, 2, 3, 5, new WorkerThreads());
    }

    @AfterEach
    void stop() {
        if (executor != null) {
            executor.close();
        }
    }

    private abstract static class Probe implements RequestExecutor.Task {
        final CompletableFuture<String> outcome = new CompletableFuture<>();
        volatile boolean moveRequested;

        @Override
        public void run() {
            try {
                body();
                outcome.complete("ran");
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }

        abstract void body() throws Exception;

        @Override
        public void reject(RequestExecutor.Rejection reason) {
            outcome.complete(reason.name());
        }

        @Override
        public void requestMove() {
            moveRequested = true;
        }

        @Override
        public boolean isAborted() {
            return false;
        }
    }

    @Test
    void aShortRequestHasEndedWhenExecuteReturns() throws Exception {
        Probe probe = new Probe() {
            @Override
            void body() {}
        };
        executor.execute(probe);
        assertTrue(probe.outcome.isDone());
        assertEquals("ran", probe.outcome.get());
    }

    @Test
    void aRequestThatBlocksLeavesTheCallersThreadAndKeepsItsIdentity() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> seen = new ArrayList<>();
        Object monitor = new Object();
        Probe probe = new Probe() {
            @Override
            void body() throws Exception {
                synchronized (monitor) {
                    seen.add(Thread.currentThread());
                    assertTrue(release.await(10, TimeUnit.SECONDS));
                    seen.add(Thread.currentThread());
                }
            }
        };
        executor.execute(probe);
        assertFalse(probe.outcome.isDone());
        release.countDown();
        assertEquals("ran", probe.outcome.get());
        assertSame(seen.get(0), seen.get(1));
    }

    // The yield is what is tested: the request's own scheduler gives it a meaning.
    @SuppressWarnings("ThreadPriorityCheck")
    @Test
    void aRequestThatComputesIsAskedToGiveWay() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Probe probe = new Probe() {
            @Override
            void body() throws Exception {
                while (!moveRequested) {
                    Thread.onSpinWait();
                }
                Thread.yield();
                // From here on a worker runs it, or execute would never return.
                assertTrue(release.await(10, TimeUnit.SECONDS));
            }
        };
        executor.execute(probe);
        assertTrue(probe.moveRequested);
        release.countDown();
        assertEquals("ran", probe.outcome.get());
    }

    @SuppressWarnings("ThreadPriorityCheck")
    @Test
    @EnabledOnOs(OS.LINUX)
    void aRequestThatComputesLetsOthersGoFirstUntilItBlocks() throws Exception {
        Background.prepare();
        int normal = SystemThread.caller().niceness();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        List<Integer> seen = new ArrayList<>();
        Probe probe = new Probe() {
            @Override
            void body() throws Exception {
                while (!moveRequested) {
                    Thread.onSpinWait();
                }
                Thread.yield();
                seen.add(SystemThread.caller().niceness());
                thread.complete(Thread.currentThread());
                assertTrue(release.await(10, TimeUnit.SECONDS));
                seen.add(SystemThread.caller().niceness());
            }
        };
        executor.execute(probe);
        while (thread.get().getState() != Thread.State.WAITING
                && thread.get().getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        release.countDown();
        assertEquals("ran", probe.outcome.get());
        assertEquals(List.of(normal + 5, normal), seen);
    }

    @Test
    void theClockWakesUpAgainAfterAPause() throws Exception {
        // Longer than the clock stays awake without work.
        assertFalse(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS));
        aRequestThatComputesIsAskedToGiveWay();
    }

    @Test
    void moreRequestsThanTheLimitAreRejected() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Probe probe = new Probe() {
                @Override
                void body() throws Exception {
                    assertTrue(release.await(10, TimeUnit.SECONDS));
                }
            };
            probes.add(probe);
            executor.execute(probe);
        }
        assertEquals("QUEUE_FULL", probes.get(3).outcome.get());
        assertEquals(1, executor.rejected());
        release.countDown();
        for (Probe probe : probes.subList(0, 3)) {
            assertEquals("ran", probe.outcome.get());
        }
    }

    // The yield is what is tested: the request's own scheduler gives it a meaning.
    @SuppressWarnings("ThreadPriorityCheck")
    @Test
    void aRequestThatKeepsItsWorkerKeepsNobodyFromMoving() throws Exception {
        InPlaceExecutor small = new InPlaceExecutor(1, 2, 3, 0, new WorkerThreads());
        AtomicBoolean release = new AtomicBoolean();
        CountDownLatch moved = new CountDownLatch(1);
        Probe keeping = new Probe() {
            @Override
            void body() {
                Thread.yield();
                moved.countDown();
                // As native code would: it does not give way, whoever asks.
                while (!release.get()) {
                    Thread.onSpinWait();
                }
            }
        };
        Probe moving = new Probe() {
            @Override
            void body() {
                Thread.yield();
            }
        };
        try {
            small.execute(keeping);
            moved.await();
            small.execute(moving);
            assertEquals("ran", moving.outcome.get());
            assertFalse(keeping.outcome.isDone());
        } finally {
            release.set(true);
            small.close();
        }
        assertEquals("ran", keeping.outcome.get());
    }

    @SuppressWarnings("ThreadPriorityCheck")
    @Test
    void requestsThatComputeTakeTurns() throws Exception {
        InPlaceExecutor small = new InPlaceExecutor(1, 1, 3, 0, new WorkerThreads());
        List<Probe> all = new ArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        try {
            for (int i = 0; i < 2; i++) {
                Probe probe = new Probe() {
                    @Override
                    void body() {
                        boolean seen = false;
                        while (both.getCount() > 0) {
                            if (moveRequested) {
                                moveRequested = false;
                                Thread.yield();
                                // On the only worker from here on: the other one has to be let in.
                                if (!seen) {
                                    seen = true;
                                    both.countDown();
                                }
                            }
                        }
                    }
                };
                all.add(probe);
                small.execute(probe);
            }
            for (Probe probe : all) {
                assertEquals("ran", probe.outcome.get());
            }
        } finally {
            small.close();
        }
    }
}
