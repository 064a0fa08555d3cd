package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.StatePool.ScriptInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

@Timeout(60)
class ChangeTest {
    @TempDir
    Path folder;

    private static String returning(String value) {
        return "function main() return '" + value + "' end";
    }

    @Test
    void editOfTheSameSizeWithinTheSameTickIsSeen() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", returning("0"));
            for (int i = 1; i < 10; i++) {
                FileTime time = Files.getLastModifiedTime(script);
                site.run(script);
                site.write("a.lua", returning(String.valueOf(i)));
                Files.setLastModifiedTime(script, time);
                assertEquals(String.valueOf(i), site.run(script));
            }
        }
    }

    @Test
    void truncatedFileIsGivenTimeToBeWritten() throws Exception {
        Duration settle = Duration.ofMillis(100);
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ofMillis(1), settle, false))) {
            Path script = site.write("a.lua", returning("old"));
            assertEquals("old", site.run(script));
            long before = System.nanoTime();
            site.write("a.lua", "");
            int seen = 0;
            while (System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(500)) {
                String answer = site.run(script);
                // Only what was surely asked within the two seconds that an empty file is given.
                if (System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(1500)) {
                    assertEquals("old", answer);
                    seen++;
                }
            }
            assertTrue(seen > 0);
            site.write("a.lua", returning("new"));
            while (!site.run(script).equals("new")) {
                assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(30));
            }
        }
    }

    @Test
    void switchedLinkIsSeen() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("v1/a.lua", returning("v1"));
            site.write("v2/a.lua", returning("v2"));
            Path current = site.root.resolve("current");
            Files.createSymbolicLink(current, Path.of("v1"));
            Path script = current.resolve("a.lua");
            assertEquals("v1", site.run(script));
            Path next = Files.createSymbolicLink(site.root.resolve("next"), Path.of("v2"));
            Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertEquals("v2", site.run(script));
        }
    }

    @Test
    void changedModuleOfAModuleIsAChangeOfTheScript() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("lib/inner.lua", "return 'one'");
            site.write("outer.lua", "return require 'lib.inner'");
            Path script = site.write("a.lua", "local m = require 'outer' function main() return m end");
            assertEquals("one", site.run(script));
            site.write("lib/inner.lua", "return 'two'");
            assertEquals("two", site.run(script));
        }
    }

    @Test
    void fileThatTheBodyRunsIsPartOfTheScript() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("config.lua", "value = 'one'");
            Path script = site.write("a.lua", "dofile 'config.lua' function main() return value end");
            assertEquals("one", site.run(script));
            site.write("config.lua", "value = 'two'");
            assertEquals("two", site.run(script));
        }
    }

    @Test
    void statesOfOneVersionRunTheSameModuleEvenIfItHasChangedMeanwhile() throws Exception {
        Duration never = Duration.ofHours(1);
        try (Site site = new Site(folder, s -> s.withCheck(never, Duration.ZERO, false))) {
            site.write("m.lua", "return 'one'");
            Path script = site.write("a.lua", "local m = require 'm' function main() return m end");
            try (Lease first = site.claim(script)) {
                assertEquals("one", Site.call(first));
                site.write("m.lua", "return 'two'");
                assertEquals("one", site.run(script));
            }
            site.pool.sweep();
            assertEquals("two", site.run(script));
        }
    }

    @Test
    void filesAreNotLookedAtBeforeTheIntervalIsOver() throws Exception {
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ofHours(1), Duration.ZERO, false))) {
            Path script = site.write("a.lua", returning("one"));
            assertEquals("one", site.run(script));
            site.write("a.lua", returning("two"));
            assertEquals("one", site.run(script));
            assertEquals(1, site.pool.sweep());
            assertEquals("two", site.run(script));
        }
    }

    @Test
    void brokenEditLeavesTheOldVersionServingAndSaysWhy() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", returning("good"));
            assertEquals("good", site.run(script));
            site.write("a.lua", "x x");
            assertEquals("good", site.run(script));
            ScriptInfo info = site.pool.scripts().get(0);
            assertTrue(info.error().contains("a.lua:1:"), info.error());
            site.write("a.lua", returning("better"));
            assertEquals("better", site.run(script));
            assertEquals("", site.pool.scripts().get(0).error());
        }
    }

    @Test
    void editWhoseBodyFailsLeavesTheOldVersionServing() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", returning("good"));
            assertEquals("good", site.run(script));
            site.write("a.lua", "error('no database')");
            assertEquals("good", site.run(script));
            assertEquals(1, site.pool.states().size());
        }
    }

    @Test
    void brokenEditIsShownWhereThatIsWanted() throws Exception {
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ZERO, Duration.ZERO, true))) {
            Path script = site.write("a.lua", returning("good"));
            site.run(script);
            site.write("a.lua", "local function f() error('bad') end\nf()");
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals(Kind.LOAD, e.kind());
            assertEquals(2, e.traceback().frames().size());
            assertThrows(ScriptException.class, () -> site.run(script));
            site.write("a.lua", returning("good again"));
            assertEquals("good again", site.run(script));
        }
    }

    @Test
    void stateInUseEndsOnItsVersionAndIsClosedThen() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", returning("one"));
            try (Lease lease = site.claim(script)) {
                site.write("a.lua", returning("two"));
                assertEquals("two", site.run(script));
                assertEquals("one", Site.call(lease));
                assertEquals(2, site.pool.states().size());
            }
            assertEquals(1, site.pool.states().size());
        }
    }

    @Test
    void deletedScriptIsNotFoundAndItsStatesAreClosed() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", returning("one"));
            site.run(script);
            Files.delete(script);
            assertEquals(
                    Kind.NOT_FOUND,
                    assertThrows(ScriptException.class, () -> site.run(script)).kind());
            assertEquals(List.of(), site.pool.states());
            Path swept = site.write("b.lua", returning("one"));
            site.run(swept);
            Files.delete(swept);
            assertEquals(1, site.pool.sweep());
            assertEquals(List.of(), site.pool.scripts());
        }
    }

    @Test
    void fileThatIsBeingWrittenIsNotTakenYet() throws Exception {
        Duration settle = Duration.ofMillis(200);
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ofMillis(1), settle, false))) {
            Path script = site.write("a.lua", returning("one"));
            site.run(script);
            site.write("a.lua", "");
            for (int i = 0; i < 20; i++) {
                TimeUnit.MILLISECONDS.sleep(2);
                assertEquals("one", site.run(script));
            }
            site.write("a.lua", returning("two"));
            long deadline = Site.soon();
            while (!site.run(script).equals("two")) {
                assertTrue(System.nanoTime() < deadline);
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    @Test
    void scriptThatIsDeletedAndWrittenAtOnceIsNeverMissing() throws Exception {
        Duration settle = Duration.ofSeconds(3);
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ofMillis(1), settle, false))) {
            Path script = site.write("a.lua", returning("one"));
            site.run(script);
            Files.delete(script);
            for (int i = 0; i < 20; i++) {
                TimeUnit.MILLISECONDS.sleep(2);
                assertEquals("one", site.run(script));
            }
            site.write("a.lua", returning("two"));
            long deadline = Site.soon();
            while (site.run(script).equals("one")) {
                assertTrue(System.nanoTime() < deadline);
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertEquals("two", site.run(script));
        }
    }

    @Test
    void editsUnderLoadLoseNoRequestAndNeverGoBack() throws Exception {
        int count = 4;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger last = new AtomicInteger();
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ofMillis(2), Duration.ofMillis(5), false))) {
            site.write("m.lua", "return 0");
            Path script =
                    site.write("a.lua", "local m = require 'm' function main() return m .. ':' .. require 'm' end");
            List<Future<Integer>> all = new ArrayList<>();
            for (int t = 0; t < count; t++) {
                all.add(threads.submit(() -> {
                    int seen = 0;
                    int requests = 0;
                    while (!stop.get()) {
                        String[] values = site.run(script).split(":", -1);
                        assertEquals(values[0], values[1]);
                        int value = Integer.parseInt(values[0]);
                        assertTrue(value >= seen, value + " after " + seen);
                        seen = value;
                        last.accumulateAndGet(value, Math::max);
                        requests++;
                    }
                    return requests;
                }));
            }
            for (int edit = 1; edit <= 20; edit++) {
                Path next = site.write("next", "return " + edit);
                Files.move(next, site.root.resolve("m.lua"), StandardCopyOption.ATOMIC_MOVE);
                long deadline = Site.soon();
                while (last.get() < edit) {
                    assertTrue(System.nanoTime() < deadline, "edit " + edit + " was not seen");
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
            stop.set(true);
            for (Future<Integer> each : all) {
                assertTrue(each.get(20, TimeUnit.SECONDS) > 0);
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void othersGoOnWithTheOldVersionWhileTheNewOneIsPrepared() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Site site = new Site(folder, s -> s.withCheck(Duration.ofNanos(1), Duration.ZERO, false))) {
            Path script = site.write("a.lua", returning("old"));
            site.run(script);
            java.util.concurrent.CountDownLatch preparing = new java.util.concurrent.CountDownLatch(1);
            java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
            site.extension("slow", 0, (state, module) -> {
                preparing.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return LuaValue.TRUE;
            });
            site.write("a.lua", "require 'slow' " + returning("new"));
            Future<String> first = threads.submit(() -> site.run(script));
            preparing.await();
            assertEquals("old", site.run(script));
            go.countDown();
            assertEquals("new", first.get(20, TimeUnit.SECONDS));
            assertEquals("new", site.run(script));
        } finally {
            threads.shutdownNow();
        }
    }
}
