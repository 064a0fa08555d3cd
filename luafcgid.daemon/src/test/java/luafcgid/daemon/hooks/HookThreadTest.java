package luafcgid.daemon.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
}
