package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LimitedLogTest {
    private final List<String> entries = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final LimitedLog log = new LimitedLog(new Recorder(), Duration.ofSeconds(60), later::add);

    private class Recorder implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(Level.INFO) >= 0;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            entries.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            entries.add(level + " " + format);
        }
    }

    private void warn(String kind) {
        log.log(Level.WARNING, kind, () -> "refused: " + kind);
    }

    private void periodEnds() {
        List<Runnable> due = new ArrayList<>(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void theFirstOfAKindIsLoggedAtOnceAndTheOthersAreCounted() {
        for (int i = 0; i < 313; i++) {
            warn("a");
        }
        assertEquals(List.of("WARNING refused: a"), entries);
        periodEnds();
        assertEquals(
                List.of("WARNING refused: a", "WARNING refused: a … and 312 more like it in the last 60 s"), entries);
    }

    @Test
    void aFloodThatGoesOnIsToldOfOncePerPeriod() {
        warn("a");
        for (int period = 0; period < 3; period++) {
            warn("a");
            warn("a");
            periodEnds();
        }
        assertEquals(4, entries.size(), entries::toString);
        assertTrue(entries.get(3).endsWith("and 2 more like it in the last 60 s"), entries::toString);
    }

    @Test
    void afterAQuietPeriodAnEntryIsTheFirstAgain() {
        warn("a");
        periodEnds();
        assertTrue(later.isEmpty(), "nothing is kept for a kind that went quiet");
        warn("a");
        assertEquals(List.of("WARNING refused: a", "WARNING refused: a"), entries);
    }

    @Test
    void kindsDoNotHideEachOther() {
        warn("a");
        warn("b");
        assertEquals(List.of("WARNING refused: a", "WARNING refused: b"), entries);
    }

    @Test
    void kindsWithoutNumberShareOne() {
        for (int i = 0; i < LimitedLog.KINDS + 1000; i++) {
            warn("peer " + i);
        }
        assertEquals(LimitedLog.KINDS + 1, entries.size(), "one more stands for all others");
        periodEnds();
        assertEquals(
                "WARNING refused: peer " + LimitedLog.KINDS + " … and 999 more like it in the last 60 s",
                entries.get(entries.size() - 1));
        periodEnds();
        warn("late");
        assertEquals("WARNING refused: late", entries.get(entries.size() - 1));
    }

    @Test
    void anEntryOfALevelThatIsOffCostsNoMessage() {
        log.log(Level.DEBUG, "a", () -> fail("asked for a message that nobody reads"));
        assertEquals(List.of(), entries);
        assertTrue(later.isEmpty());
    }

    @Test
    void ofManyThreadsOneLogsAndAllAreCounted() throws Exception {
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int k = 0; k < 1000; k++) {
                    warn("a");
                }
            });
            thread.start();
            started.add(thread);
        }
        go.countDown();
        for (Thread thread : started) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        periodEnds();
        assertEquals(
                List.of("WARNING refused: a", "WARNING refused: a … and 7999 more like it in the last 60 s"), entries);
    }

    @Test
    void theCountIsToldByItself() throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        LimitedLog real = new LimitedLog(
                new Recorder() {
                    @Override
                    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
                        super.log(level, bundle, format, params);
                        told.countDown();
                    }

                    @Override
                    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
                        super.log(level, bundle, message, thrown);
                        told.countDown();
                    }
                },
                Duration.ofSeconds(1));
        real.log(Level.WARNING, "a", () -> "x");
        real.log(Level.WARNING, "a", () -> "x");
        assertTrue(told.await(15, TimeUnit.SECONDS), entries::toString);
        assertEquals(List.of("WARNING x", "WARNING x … and 1 more like it in the last 1 s"), entries);
    }

    @Test
    void aPeriodBelowASecondIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LimitedLog(new Recorder(), Duration.ofMillis(999)));
    }
}
