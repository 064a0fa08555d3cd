package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import luafcgid.lua.Lease;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.limits.Guard;
import luafcgid.lua.limits.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.ZeroArgFunction;

/** Threads that no stop and no interrupt ends. */
@Timeout(60)
final class AbandonTest {
    @TempDir
    Path folder;

    private final CountDownLatch free = new CountDownLatch(1);
    private final AtomicInteger restarts = new AtomicInteger();
    private final ExecutorService workers =
            Executors.newCachedThreadPool(work -> new StateThread(null, work, "worker"));
    private ScriptPool pool;
    private Path script;
    private Path stuckInBody;
    private Path deep;
    private Path other;

    @BeforeEach
    void open() throws Exception {
        Guard guard = new Guard(limits());
        guard.onExhausted(restarts::incrementAndGet);
        ExtensionRegistry extensions = new ExtensionRegistry();
        try (Site site = new Site(folder)) {
            script = site.write(
                    "a.lua",
                    "local stuck = require 'stuck' n = 0 function main() n = n + 1 if n == 1 then stuck() end end");
            stuckInBody = site.write("body.lua", "require 'stuck'() while true do end");
            deep = site.write(
                    "deep.lua",
                    "local stuck = require 'stuck' local function f(n) if n == 0 then stuck() while true do end end return 1 + f(n - 1) end f(1000)");
            other = site.write("b.lua", "function main() return 'served' end");
        }
        extensions.add(new Extension(
                (state, module) -> new ZeroArgFunction() {
                    @Override
                    public LuaValue call() {
                        awaitUninterruptibly(free);
                        return LuaValue.TRUE;
                    }
                },
                List.of("stuck"),
                "",
                0,
                1));
        pool = new ScriptPool(PoolSettings.of(folder.toRealPath()), extensions, guard);
    }

    private static Limits limits() {
        return SiteLimits.of(Map.of("grace", 0.05, "abandoned", 2));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // As a library does that heeds no interrupt.
            }
        }
    }

    @AfterEach
    void close() {
        free.countDown();
        pool.close();
        workers.shutdown();
    }

    /** What a thread that is stuck does in the end, and when it has been given up. */
    private record Stuck(CountDownLatch givenUp, Future<StopReason> end) {}

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private Stuck attack() {
        CountDownLatch givenUp = new CountDownLatch(1);
        return new Stuck(givenUp, workers.submit(() -> {
            try (Lease lease = pool.claim(script, Profile.PLAIN, in(20))) {
                lease.onAbandoned(givenUp::countDown);
                Site.call(lease);
                return null;
            } catch (ScriptException e) {
                assertFalse(Thread.interrupted(), "the thread takes no interrupt along");
                return e.stopReason().orElseThrow();
            }
        }));
    }

    /** Loads the script, and with it what all need, where nobody is in a hurry. */
    private void load() throws Exception {
        pool.claim(script, Site.soon()).close();
    }

    @Test
    void itIsAnsweredAndCountedAndItsPlaceIsAnothers() throws Exception {
        load();
        Stuck stuck = attack();
        stuck.givenUp.await();
        assertEquals(1, pool.use().stuck());
        assertEquals(1, pool.use().abandoned());
        assertEquals(1L, pool.use().stops().get(StopReason.WATCHDOG));
        assertTrue(pool.states().isEmpty(), "the state counts no more");
        try (Lease lease = pool.claim(other, Site.soon())) {
            assertEquals("served", Site.call(lease));
        }
        assertFalse(stuck.end.isDone());
        free.countDown();
        assertEquals(StopReason.WATCHDOG, stuck.end.get());
        assertEquals(0, pool.use().stuck());
        assertEquals(1, pool.use().abandoned());
        assertEquals(1, pool.states().size(), "of the other script");
        assertEquals(0, restarts.get());
    }

    @Test
    void oneThatIsStuckWhileItIsLoadedIsAnswered() throws Exception {
        load();
        pool.flush(path -> true);
        CountDownLatch givenUp = new CountDownLatch(1);
        Future<StopReason> end = workers.submit(() -> {
            try (Lease lease = pool.claim(stuckInBody, Profile.PLAIN, in(500), givenUp::countDown)) {
                return null;
            } catch (ScriptException e) {
                return e.stopReason().orElseThrow();
            }
        });
        givenUp.await();
        assertEquals(1, pool.use().stuck());
        assertFalse(end.isDone());
        free.countDown();
        assertEquals(StopReason.WATCHDOG, end.get());
        assertEquals(0, pool.use().stuck());
        assertTrue(pool.states().isEmpty());
        assertEquals(0, restarts.get());
    }

    @Test
    void theLogShowsWhereItIsStuckInAFewFrames() throws Exception {
        load();
        CountDownLatch givenUp = new CountDownLatch(1);
        try (LoggedRecords logged = new LoggedRecords()) {
            Future<?> end = workers.submit(() -> {
                assertThrows(ScriptException.class, () -> pool.claim(deep, Profile.PLAIN, in(500), givenUp::countDown));
            });
            givenUp.await();
            Throwable where = logged.records().stream()
                    .map(LogRecord::getThrown)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            String frames = Arrays.toString(where.getStackTrace());
            assertTrue(frames.contains("awaitUninterruptibly") && frames.contains("deep.lua:1"), frames);
            assertTrue(where.getStackTrace().length <= 200, "it is short");
            free.countDown();
            end.get();
        }
    }

    @Test
    void oneThatHasComeBackMeanwhileIsNotInterrupted() throws Exception {
        load();
        CountDownLatch back = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Future<Boolean> interrupted = workers.submit(() -> {
            assertThrows(ScriptException.class, () -> {
                try (Lease lease = pool.claim(script, Profile.PLAIN, in(20), answered::countDown)) {
                    Site.call(lease);
                }
            });
            back.countDown();
            while (answered.getCount() > 0) {
                Thread.onSpinWait();
            }
            return Thread.interrupted();
        });
        Consumer<LogRecord> returns = entry -> {
            if (entry.getThrown() != null) {
                free.countDown();
                awaitUninterruptibly(back);
            }
        };
        try (LoggedRecords logged = new LoggedRecords(returns)) {
            assertFalse(interrupted.get());
            assertFalse(logged.records().isEmpty());
        }
    }

    @Test
    void moreThanMayBeGivenUpEndTheProcess() throws Exception {
        load();
        List<Stuck> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(attack());
            all.get(i).givenUp.await();
            assertEquals(i < 2 ? 0 : 1, restarts.get());
        }
        free.countDown();
        for (Stuck each : all) {
            assertEquals(StopReason.WATCHDOG, each.end.get());
        }
    }

    @Test
    void aThreadThatOthersNeedIsNotGivenUpButTheProcess() throws Exception {
        load();
        CountDownLatch givenUp = new CountDownLatch(1);
        Thread io = new Thread(() -> {
            while (givenUp.getCount() > 0) {
                try (Lease lease = pool.claim(script, in(500))) {
                    lease.onAbandoned(givenUp::countDown);
                    // As if it ran where it was read.
                    Site.call(lease);
                } catch (ScriptException e) {
                    // Stopped once it is free; or before it was stuck, on a machine that does much else.
                }
            }
        });
        io.start();
        givenUp.await();
        assertEquals(1, restarts.get());
        free.countDown();
        io.join();
    }
}
