package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.engine.CoroutineKind;
import org.junit.jupiter.api.Test;

/** Coroutines that are threads. */
final class ThreadCoroutineTest extends CoroutineContract {
    ThreadCoroutineTest() {
        super(CoroutineKind.THREADS);
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
            try (Lease lease = site.claim(script)) {
                Site.call(lease);
                assertTrue(parked() >= before + 20);
            }
            assertEventually(() -> {
                System.gc();
                // Each request gives the state an opportunity.
                try (Lease lease = site.claim(script)) {
                    return lease.state().id() > 0 && parked() <= before;
                } catch (ScriptException e) {
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
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("suspend")))
                .count();
    }

    private static void assertEventually(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not come true in time");
            Thread.sleep(5);
        }
    }
}
