package luafcgid.daemon.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of hooks. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HookThreadTest {
    private final HookThread thread = new HookThread();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @Test
    void workRunsInItsOrderAlsoAfterWhatFails() {
        thread.execute(() -> ran.add("first"));
        thread.execute(() -> {
            throw new IllegalStateException("a test");
        });
        assertTrue(thread.end(() -> ran.add("last"), Duration.ofSeconds(30)));
        assertEquals(List.of("first", "last"), ran);
        assertTrue(thread.execute(() -> ran.add("late")).isDone());
        assertEquals(2, ran.size());
    }

    @Test
    void oneThatIsGivenUpHoldsNobodyUp() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        thread.execute(() -> {
            stuck.countDown();
            await(go);
        });
        stuck.await();
        thread.abandon();
        assertTrue(thread.end(() -> ran.add("last"), Duration.ofSeconds(30)));
        assertEquals(List.of("last"), ran);
        go.countDown();
    }

    @Test
    void whatWaitsBehindTheOneThatIsGivenUpRuns() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        thread.execute(() -> {
            stuck.countDown();
            uninterruptibly(go);
        });
        stuck.await();
        CompletableFuture<Void> waiting = thread.execute(() -> ran.add("waited"));
        thread.abandon();
        waiting.get(30, TimeUnit.SECONDS);
        CountDownLatch again = new CountDownLatch(1);
        thread.execute(() -> {
            again.countDown();
            uninterruptibly(go);
        });
        again.await();
        ExecutorService end = Executors.newSingleThreadExecutor();
        Future<Boolean> ended = end.submit(() -> thread.end(() -> ran.add("last"), Duration.ofSeconds(30)));
        thread.abandon();
        assertTrue(ended.get());
        end.shutdown();
        assertEquals(List.of("waited", "last"), ran);
        go.countDown();
    }

    @Test
    void theEndWaitsNoLongerThanItMay() {
        CountDownLatch go = new CountDownLatch(1);
        assertFalse(thread.end(() -> await(go), Duration.ofMillis(50)));
        go.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
