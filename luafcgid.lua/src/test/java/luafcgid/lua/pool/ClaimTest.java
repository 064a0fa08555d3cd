package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.engine.CurrentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

@Timeout(60)
class ClaimTest {
    private static final String COUNTER = "n = 0 function main() n = n + 1 return n end";

    @TempDir
    Path folder;

    @Test
    void globalsLiveAsLongAsTheState() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", COUNTER);
            assertEquals("1", site.run(script));
            assertEquals("2", site.run(script));
        }
    }

    @Test
    void twoRequestsAtOnceGetTwoStates() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", COUNTER);
            try (Lease first = site.claim(script);
                    Lease second = site.claim(script)) {
                assertNotEquals(first.state().id(), second.state().id());
                assertEquals("1", Site.call(first));
                assertEquals("1", Site.call(second));
            }
        }
    }

    @Test
    void leaseClosedTwiceExplainsItself() throws Exception {
        try (Site site = new Site(folder)) {
            Lease lease = site.claim(site.write("a.lua", COUNTER));
            lease.close();
            IllegalStateException e = assertThrows(IllegalStateException.class, lease::close);
            assertTrue(String.valueOf(e.getMessage()).contains("given back once"), e.getMessage());
        }
    }

    @Test
    void stateOfAClosedLeaseIsRefused() throws Exception {
        try (Site site = new Site(folder)) {
            Lease lease = site.claim(site.write("a.lua", COUNTER));
            lease.close();
            assertThrows(IllegalStateException.class, lease::state);
        }
    }

    @Test
    void threadRunsTheStateItClaimedLastUntilItIsGivenBack() throws Exception {
        try (Site site = new Site(folder)) {
            Path a = site.write("a.lua", COUNTER);
            Path b = site.write("b.lua", COUNTER);
            try (Lease outer = site.claim(a)) {
                try (Lease inner = site.claim(b)) {
                    assertSame(inner.state(), CurrentState.get());
                    assertEquals("1", Site.call(outer));
                    assertSame(inner.state(), CurrentState.get());
                }
                assertSame(outer.state(), CurrentState.get());
            }
            assertEquals(null, CurrentState.get());
        }
    }

    @Test
    void retiredStateIsNotUsedAgain() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", COUNTER);
            try (Lease lease = site.claim(script)) {
                assertEquals("1", Site.call(lease));
                lease.state().retire("test");
            }
            assertEquals("1", site.run(script));
        }
    }

    @Test
    void stateIsClosedAfterMaxcountRequests() throws Exception {
        try (Site site = new Site(folder, settings -> settings.withLimits(8, 0, 2))) {
            Path script = site.write("a.lua", COUNTER);
            assertEquals(List.of("1", "2", "1"), List.of(site.run(script), site.run(script), site.run(script)));
        }
    }

    @Test
    void errorInTheHandlerLeavesTheStateInUse() throws Exception {
        try (Site site = new Site(folder)) {
            Path script =
                    site.write("a.lua", "n = 0 function main() n = n + 1 if n == 1 then error('x') end return n end");
            assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals("2", site.run(script));
        }
    }

    @Test
    void requestIsBusyWhenNoStateIsGivenBackInTime() throws Exception {
        try (Site site = new Site(folder, settings -> settings.withLimits(1, 0, 0))) {
            Path script = site.write("a.lua", COUNTER);
            try (Lease lease = site.claim(script)) {
                long id = lease.state().id();
                ScriptException e = assertThrows(
                        ScriptException.class,
                        () -> site.pool.claim(script, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30)));
                assertEquals(Kind.BUSY, e.kind());
                assertEquals(id, lease.state().id());
            }
        }
    }

    @Test
    void waitingRequestGetsTheStateThatIsGivenBack() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Site site = new Site(folder, settings -> settings.withLimits(8, 1, 0))) {
            Path script = site.write("a.lua", COUNTER);
            Lease lease = site.claim(script);
            Future<String> waiting = threads.submit(() -> site.run(script));
            assertEquals("1", Site.call(lease));
            lease.close();
            assertEquals("2", waiting.get(20, TimeUnit.SECONDS));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manyThreadsNeverShareAStateNorExceedTheLimits() throws Exception {
        int count = 8;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try (Site site = new Site(folder, settings -> settings.withLimits(4, 3, 7)
                .withCheck(Duration.ofMillis(5), Duration.ZERO, false))) {
            List<Path> scripts = List.of(
                    site.write(
                            "a.lua",
                            "busy = false function main() assert(not busy) busy = true for i = 1, 50 do end"
                                    + " busy = false return 'a' end"),
                    site.write("b.lua", "function main() return 'b' end"),
                    site.write("c.lua", "function main() return 'c' end"));
            List<Future<Integer>> all = new ArrayList<>();
            for (int t = 0; t < count; t++) {
                int seed = t;
                all.add(threads.submit(() -> {
                    int served = 0;
                    for (int i = 0; i < 300; i++) {
                        Path script = scripts.get((i + seed) % scripts.size());
                        String expected = String.valueOf(script.getFileName()).substring(0, 1);
                        assertEquals(expected, site.run(script));
                        served++;
                    }
                    return served;
                }));
            }
            int served = 0;
            for (Future<Integer> each : all) {
                served += each.get(50, TimeUnit.SECONDS);
            }
            assertEquals(count * 300, served);
            assertTrue(site.pool.states().size() <= 4, () -> site.pool.states().toString());
            assertTrue(site.pool.states().stream().noneMatch(state -> state.leased()));
            assertEquals(
                    count * 300L,
                    site.pool.scripts().stream().mapToLong(info -> info.hits()).sum());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void concurrentFirstRequestsRunTheBodyOnceBeforeAnyCloneIsMade() throws Exception {
        int count = 6;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        try (Site site = new Site(folder)) {
            site.extension("probe", 0, (state, module) -> {
                opened.incrementAndGet();
                return LuaValue.valueOf(atOnce.incrementAndGet());
            });
            Path script = site.write("a.lua", "local first = require 'probe' function main() return first end");
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<String>> all = new ArrayList<>();
            for (int t = 0; t < count; t++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return site.run(script);
                }));
            }
            for (Future<String> each : all) {
                each.get(20, TimeUnit.SECONDS);
            }
            assertEquals(1, site.pool.scripts().size());
            assertEquals(opened.get(), site.pool.states().size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bodyThatAsksForItsOwnScriptIsToldSo() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.root.resolve("a.lua");
            site.extension("again", 0, (state, module) -> {
                ScriptException e = assertThrows(ScriptException.class, () -> site.claim(script));
                return LuaValue.valueOf(String.valueOf(e.getMessage()));
            });
            site.write("a.lua", "local m = require 'again' function main() return m end");
            assertTrue(site.run(script).contains("asks for itself"));
        }
    }

    @Test
    void missingScriptIsNotFound() throws Exception {
        try (Site site = new Site(folder)) {
            refused(site, Kind.NOT_FOUND, site.root.resolve("none.lua"));
            refused(site, Kind.NOT_FOUND, site.write("a.lua", "").resolve("below.lua"));
            assertEquals(List.of(), site.pool.scripts());
        }
    }

    @Test
    void folderForeignSuffixAndOutsideAreForbidden() throws Exception {
        try (Site site = new Site(folder.resolve("."))) {
            refused(site, Kind.FORBIDDEN, Files.createDirectory(site.root.resolve("dir.lua")));
            refused(site, Kind.FORBIDDEN, site.write("a.txt", ""));
            refused(site, Kind.FORBIDDEN, Path.of("relative.lua"));
            refused(site, Kind.FORBIDDEN, Files.writeString(Files.createTempFile("outside", ".lua"), ""));
            Path outside = Files.writeString(Files.createTempFile("outside", ".lua"), "");
            refused(site, Kind.FORBIDDEN, Files.createSymbolicLink(site.root.resolve("link.lua"), outside));
        }
    }

    private static void refused(Site site, Kind kind, Path script) {
        assertEquals(
                kind,
                assertThrows(ScriptException.class, () -> site.claim(script)).kind());
    }

    @Test
    void scriptThatDoesNotCompileSaysWhereAndIsTriedAgain() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "x = 1\ny = = 2\n");
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals(Kind.LOAD, e.kind());
            assertEquals(script + ":2: unexpected symbol near '='", e.getMessage());
            assertEquals(List.of(), site.pool.states());
            site.write("a.lua", COUNTER);
            assertEquals("1", site.run(script));
        }
    }

    @Test
    void bodyThatFailsIsALoadErrorWithTraceback() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "local function f()\n error('no') end\nf()\n");
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals(Kind.LOAD, e.kind());
            assertEquals(script + ":2: no", e.getMessage());
            assertEquals(
                    List.of(2, 3),
                    e.traceback().frames().stream().map(f -> f.line()).toList());
        }
    }

    @Test
    void checkSaysWhatIsWrongWithoutRunning() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.check(site.write("a.lua", "error('not run')"));
            Path broken = site.write("b.lua", "x x");
            assertEquals(
                    Kind.LOAD,
                    assertThrows(ScriptException.class, () -> site.pool.check(broken))
                            .kind());
            assertEquals(List.of(), site.pool.scripts());
        }
    }

    @Test
    void stateUnusedForLongIsSwept() throws Exception {
        try (Site site = new Site(
                folder,
                s -> s.withCapacity(
                        new Capacity(Capacity.Policy.POPULARITY, 8, 0, 1, 0, Duration.ZERO, Duration.ofMinutes(5))))) {
            site.run(site.write("a.lua", COUNTER));
            assertEquals(1, site.pool.sweep());
            assertEquals(List.of(), site.pool.states());
        }
    }

    @Test
    void flushClosesIdleStatesNowAndLeasedOnesWhenGivenBack() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", COUNTER);
            Lease leased = site.claim(script);
            site.run(script);
            assertEquals(2, site.pool.flush(path -> path.equals(script)));
            assertEquals(1, site.pool.states().size());
            assertEquals("1", site.run(script));
            leased.close();
            assertEquals("2", site.run(script));
            assertEquals(1, site.pool.states().size());
        }
    }

    @Test
    void closedPoolTakesStatesBackAndGivesNone() throws Exception {
        Site site = new Site(folder);
        Path script = site.write("a.lua", COUNTER);
        Lease lease = site.claim(script);
        site.close();
        assertEquals("1", Site.call(lease));
        lease.close();
        assertEquals(
                Kind.BUSY,
                assertThrows(ScriptException.class, () -> site.claim(script)).kind());
        assertEquals(List.of(), site.pool.states());
    }

    @Test
    void otherLimitsKeepStates() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", COUNTER);
            site.run(script);
            site.pool.settings(PoolSettings.of(site.root).withLimits(4, 0, 0));
            assertEquals("2", site.run(script));
        }
    }

    @Test
    void limitLoweredClosesWhatIsTooMany() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", COUNTER);
            try (Lease one = site.claim(script);
                    Lease two = site.claim(script)) {
                assertNotEquals(one.state().id(), two.state().id());
            }
            site.pool.settings(PoolSettings.of(site.root).withLimits(1, 0, 0));
            assertEquals(1, site.pool.states().size());
        }
    }
}
