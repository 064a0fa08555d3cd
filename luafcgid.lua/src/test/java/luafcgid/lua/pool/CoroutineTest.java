package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CoroutineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local w = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end) return w(1) + w(10) | 22",
                "local c = coroutine.create(function() end) coroutine.resume(c) return coroutine.status(c) | dead",
                "local c = coroutine.create(function() end) return coroutine.status(c) | suspended",
                "local c c = coroutine.create(function() return coroutine.status(c) end) return select(2, coroutine.resume(c)) | running",
                "local e = {} local c = coroutine.create(function() error(e) end) local ok, x = coroutine.resume(c) return x == e | true",
                "local c = coroutine.wrap(function() error('x', 0) end) return select(2, pcall(c)) | x",
                "local c c = coroutine.create(function() return coroutine.resume(c) end) return select(3, coroutine.resume(c)) | cannot resume non-suspended coroutine",
                "return select(2, pcall(coroutine.yield)) | attempt to yield from outside a coroutine",
                "local w = coroutine.wrap(function() pcall(function() coroutine.yield(1) error('z', 0) end) return 'end' end) w() return w() | end",
                "return select(2, coroutine.running()) | true",
                "local n = 0 for i = 1, 1000 do n = n + coroutine.wrap(function() return 1 end)() end return n | 1000",
                "function string.twice(s) return s .. s end return coroutine.wrap(function() return ('a'):twice() end)() | aa"
            })
    void behavesAsLua(String body, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(expected, site.eval(body));
        }
    }

    @Test
    void coroutineGoesOnInALaterRequest() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "local w = coroutine.wrap(function() for i = 1, 9 do coroutine.yield(i) end end) function main() return w() end");
            assertEquals("1", site.run(script));
            String[] second = new String[1];
            Thread other = new Thread(() -> {
                try {
                    second[0] = site.run(script);
                } catch (luafcgid.lua.ScriptException e) {
                    second[0] = e.getMessage();
                }
            });
            other.start();
            other.join();
            assertEquals("2", second[0]);
            assertEquals("3", site.run(script));
        }
    }

    @Test
    void suspendedCoroutinesEndWithTheirState() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "all = {} function main() for i = 1, 20 do local c c = coroutine.create(function() coroutine.yield(c) end)"
                            + " coroutine.resume(c) all[i] = c end end");
            long before = parked();
            site.run(script);
            assertTrue(parked() >= before + 20);
            site.pool.flush(path -> true);
            assertEventually(() -> parked() <= before);
        }
    }

    @Test
    void abandonedCoroutinesEnd() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "function main() for i = 1, 20 do coroutine.wrap(function() coroutine.yield() end)() end end");
            Path idle = site.write("b.lua", "function main() end");
            long before = parked();
            try (var lease = site.claim(script)) {
                Site.call(lease);
                assertTrue(parked() >= before + 20);
            }
            assertEventually(() -> {
                System.gc();
                // Each request gives the state an opportunity.
                try (var lease = site.claim(script)) {
                    return lease.state().id() > 0 && parked() <= before;
                } catch (luafcgid.lua.ScriptException e) {
                    throw new AssertionError(e);
                }
            });
            site.run(idle);
        }
    }

    /** Threads in the middle of a coroutine. */
    private static long parked() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("luafcgid-coroutine"))
                .filter(entry -> java.util.Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("suspend")))
                .count();
    }

    private static void assertEventually(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not come true in time");
            Thread.sleep(5);
        }
    }
}
