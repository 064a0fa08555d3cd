package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CrewTest {
    private final MoveClock clock = new MoveClock(new WorkerThreads());
    private final CountDownLatch release = new CountDownLatch(1);
    private @Nullable Crew crew;

    private Crew crew(int places, int most, int queued) {
        crew = new Crew(clock, new WorkerThreads(), places, most, queued);
        return crew;
    }

    @AfterEach
    void nobodyIsLeft() throws Exception {
        release.countDown();
        if (crew != null) {
            crew.close();
            assertTrue(crew.await(TimeUnit.SECONDS.toNanos(10)), "threads are left");
        }
        clock.close();
    }

    /** A job that ends when it is released, and says who runs it. */
    private static class Work implements Job {
        final CountDownLatch began = new CountDownLatch(1);
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        private final CountDownLatch until;
        volatile @Nullable Thread thread;

        Work(CountDownLatch until) {
            this.until = until;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            began.countDown();
            work();
            ended.countDown();
        }

        void work() {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void requestMove() {
            asked.countDown();
        }
    }

    private Work blocked() {
        return new Work(release);
    }

    private static Work quick() {
        return new Work(new CountDownLatch(0));
    }

    @Test
    void jobsThatBlockKeepNobodyFromBeginning() throws Exception {
        Crew crew = crew(1, 8, 100);
        List<Work> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Work work = blocked();
            all.add(work);
            assertTrue(crew.execute(work));
        }
        for (Work work : all) {
            work.began.await();
        }
        assertEquals(8, crew.running());
    }

    @Test
    void thereAreNeverMoreThreadsThanTheMost() throws Exception {
        Crew crew = crew(1, 2, 100);
        Work first = blocked();
        Work second = blocked();
        Work third = quick();
        crew.execute(first);
        crew.execute(second);
        crew.execute(third);
        first.began.await();
        second.began.await();
        // The clock has looked at both more often than it takes to see that they block.
        first.asked.await();
        second.asked.await();
        assertEquals(1, crew.waiting());
        assertFalse(third.began.await(50, TimeUnit.MILLISECONDS), "a third thread");
        release.countDown();
        third.ended.await();
        assertTrue(third.thread == first.thread || third.thread == second.thread);
    }

    @Test
    void aJobThatTakesLongIsAskedToGiveWay() throws Exception {
        Work work = blocked();
        crew(1, 1, 1).execute(work);
        work.asked.await();
    }

    @Test
    void jobsBeginInTheOrderInWhichTheyCame() throws Exception {
        Crew crew = crew(1, 1, 100);
        crew.execute(blocked());
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Work last = quick();
        for (int i = 0; i < 20; i++) {
            int number = i;
            crew.execute(new Work(release) {
                @Override
                void work() {
                    order.add(number);
                }
            });
        }
        crew.execute(last);
        release.countDown();
        last.ended.await();
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), order);
    }

    @Test
    void moreThanMayWaitAreNotTaken() throws Exception {
        Crew crew = crew(1, 1, 1);
        Work running = blocked();
        assertTrue(crew.execute(running));
        running.began.await();
        assertTrue(crew.execute(blocked()));
        assertFalse(crew.execute(blocked()));
        assertEquals(1, crew.waiting());
    }

    @Test
    void aWithdrawnJobIsNotRun() throws Exception {
        Crew crew = crew(1, 1, 10);
        Work running = blocked();
        crew.execute(running);
        running.began.await();
        Work withdrawn = quick();
        Work after = quick();
        crew.execute(withdrawn);
        crew.execute(after);
        assertNull(crew.withdraw(job -> job == after), "not the first");
        assertSame(withdrawn, crew.withdraw(job -> job == withdrawn));
        release.countDown();
        after.ended.await();
        assertNull(withdrawn.thread);
    }

    @Test
    void aThreadOutlivesAJobThatFails() throws Exception {
        Crew crew = crew(1, 1, 10);
        CountDownLatch reported = new CountDownLatch(1);
        Work failing = new Work(release) {
            @Override
            void work() {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.countDown());
                throw new IllegalStateException("on purpose");
            }
        };
        Work next = quick();
        crew.execute(failing);
        crew.execute(next);
        next.ended.await();
        reported.await();
        assertSame(failing.thread, next.thread);
    }

    @Test
    void whoeverWorkedLastWorksNext() throws Exception {
        Crew crew = crew(2, 2, 10);
        CountDownLatch second = new CountDownLatch(1);
        Work early = blocked();
        Work late = new Work(second);
        crew.execute(early);
        crew.execute(late);
        late.began.await();
        early.began.await();
        assertNotEquals(early.thread, late.thread);
        release.countDown();
        early.ended.await();
        awaitRunning(crew, 1);
        second.countDown();
        late.ended.await();
        awaitRunning(crew, 0);
        Work next = quick();
        crew.execute(next);
        next.ended.await();
        assertSame(late.thread, next.thread);
    }

    private static void awaitRunning(Crew crew, int running) {
        while (crew.running() != running) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatWaitsWhenTheCrewIsClosedStillRuns() throws Exception {
        Crew crew = crew(1, 1, 10);
        Work running = blocked();
        Work waiting = quick();
        crew.execute(running);
        crew.execute(waiting);
        crew.close();
        assertFalse(crew.await(0));
        Work after = quick();
        assertTrue(crew.execute(after));
        release.countDown();
        waiting.ended.await();
        after.ended.await();
    }
}
