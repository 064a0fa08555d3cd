package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaValue;

@Timeout(60)
class StopTest {
    @TempDir
    Path folder;

    private static long shortly() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "while true do xpcall(function() while true do end end, function() while true do end end) end",
                "coroutine.wrap(function() while true do end end)()",
                "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
                "local f = setfenv(loadstring('while true do end'), {}) while true do pcall(f) end",
                "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
                "return ('x'):gsub('x', function() while true do end end)",
                "table.sort({3, 2, 1}, function() while true do end end)",
                "error(setmetatable({}, {__tostring = function() while true do end end}))"
            })
    void watchdogEndsAnEndlessLoop(String loop) throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() " + loop + " end");
            site.load(script);
            try (Lease lease = site.pool.claim(script, shortly())) {
                ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
                boolean inMessage = loop.startsWith("error");
                assertEquals(inMessage ? Kind.ERROR : Kind.STOPPED, e.kind(), e.getMessage());
            }
        }
    }

    @Test
    void stoppedStateRetiresAndSaysWhere() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main()\n while true do\n end\nend");
            site.load(script);
            try (Lease lease = site.pool.claim(script, shortly())) {
                ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
                assertEquals("stopped: " + StopReason.WATCHDOG.text(), e.getMessage());
                assertEquals(2, e.traceback().frames().get(0).line());
            }
            assertTrue(site.pool.states().isEmpty());
        }
    }

    @Test
    void bodyThatNeverEndsIsStopped() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "while true do end");
            ScriptException e = assertThrows(ScriptException.class, () -> site.pool.claim(script, shortly()));
            assertEquals(Kind.STOPPED, e.kind());
            assertTrue(site.pool.states().isEmpty());
        }
    }

    @Test
    void anotherThreadStopsTheScriptItsLeaseBelongsTo() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch running = new CountDownLatch(1);
        try (Site site = new Site(folder)) {
            site.extension("running", 0, (state, module) -> {
                running.countDown();
                return LuaValue.TRUE;
            });
            Path script = site.write("a.lua", "function main() require 'running' while true do end end");
            Lease lease = site.claim(script);
            Future<?> stop = threads.submit(() -> {
                running.await();
                lease.requestStop(StopReason.ABORTED);
                return null;
            });
            ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
            assertEquals("stopped: " + StopReason.ABORTED.text(), e.getMessage());
            stop.get(20, TimeUnit.SECONDS);
            lease.close();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stopThatComesTooLateHitsNobody() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() return 'done' end");
            Lease early = site.claim(script);
            long id = early.state().id();
            early.close();
            try (Lease late = site.claim(script)) {
                assertEquals(id, late.state().id());
                early.requestStop(StopReason.ABORTED);
                assertEquals("done", Site.call(late));
            }
            assertEquals("done", site.run(script));
        }
    }

    @Test
    void stopBetweenTwoCallsOfALeaseHitsTheSecond() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() return 'done' end");
            try (Lease lease = site.claim(script)) {
                lease.requestStop(StopReason.DRAIN);
                assertEquals(
                        Kind.STOPPED,
                        assertThrows(ScriptException.class, () -> Site.call(lease))
                                .kind());
            }
        }
    }

    @Test
    void registeredActionRunsOnceWhenStoppedAndNotAfterItsRegistrationIsClosed() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger closedRan = new AtomicInteger();
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() end");
            try (Lease lease = site.claim(script)) {
                lease.state().context().onStop(ran::incrementAndGet);
                lease.state().context().onStop(closedRan::incrementAndGet).close();
                lease.requestStop(StopReason.ABORTED);
                lease.requestStop(StopReason.DRAIN);
            }
            assertEquals(1, ran.get());
            assertEquals(0, closedRan.get());
        }
    }

    @Test
    void actionOfAnEarlierLeaseDoesNotRun() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() end");
            try (Lease lease = site.claim(script)) {
                lease.state().context().onStop(ran::incrementAndGet);
            }
            try (Lease lease = site.claim(script)) {
                lease.requestStop(StopReason.ABORTED);
            }
            assertEquals(0, ran.get());
        }
    }

    @Test
    void exitEndsTheCallAndNothingElse() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "n = 0 function main() n = n + 1 if n == 1 then pcall(os.exit, 1) error('not reached') end return n end");
            assertEquals("nil", site.run(script));
            assertEquals("2", site.run(script));
            Path inCoroutine = site.write(
                    "b.lua", "function main() coroutine.wrap(function() os.exit(true) end)() error('no') end");
            assertEquals("nil", site.run(inCoroutine));
        }
    }

    @Test
    void deepRecursionIsAnErrorThatCanBeCaught() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "local function deep(n) return 1 + deep(n + 1) end\n"
                            + "function main() local ok, e = pcall(deep, 1) return tostring(ok) .. ' ' .. e end");
            assertTrue(site.run(script).endsWith("stack overflow"));
            Path uncaught = site.write("b.lua", "local function f() return 1 + f() end function main() return f() end");
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(uncaught));
            assertEquals(Kind.ERROR, e.kind());
            assertTrue(String.valueOf(e.getMessage()).endsWith("stack overflow"), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end f()",
                "local function f() pcall(f) end f() error('deep')",
                "local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return t[k] end return t.x",
                "local function f() return (('x'):gsub('x', f)) end f()",
                "local function f() return coroutine.wrap(f)() end f()"
            })
    void theDeepestRecursionIsAnErrorOfLua(String body) throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "function main() local ok, e = pcall(function() " + body
                            + " end) return (tostring(e):gsub('^.*: ', '')) end");
            Path next = site.write("b.lua", "function main() return ' served' end");
            StringBuilder result = new StringBuilder();
            Thread thread = new luafcgid.lua.StateThread(
                    null,
                    () -> {
                        try {
                            result.append(site.run(script)).append(site.run(next));
                        } catch (ScriptException e) {
                            result.append(e);
                        }
                    },
                    "test");
            thread.start();
            thread.join();
            assertFalse(result.isEmpty());
            assertTrue(
                    result.toString().endsWith("stack overflow served")
                            || result.toString().equals("deep served"),
                    result.toString());
        }
    }
}
