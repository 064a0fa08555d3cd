package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.State;
import luafcgid.lua.engine.CoroutineKind;
import org.junit.jupiter.api.Test;

/** Coroutines that are continuations of the JVM's. */
final class ContinuationCoroutineTest extends CoroutineContract {
    ContinuationCoroutineTest() {
        super(CoroutineKind.CONTINUATIONS);
    }

    @Test
    void tenThousandAreAliveInAState() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    "50005000",
                    site.eval("local all, n = {}, 0"
                            + " for i = 1, 10000 do all[i] = coroutine.wrap(function() coroutine.yield() return i end) all[i]() end"
                            + " for i = 1, 10000 do n = n + all[i]() end return string.format('%d', n)"));
        }
    }

    @Test
    void anyNumberThatReferToThemselvesMakesRoom() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(Site.coroutines(50));
            assertEquals(
                    "done",
                    site.eval("for i = 1, 200 do local c c = coroutine.create(function() coroutine.yield(c) end)"
                            + " assert(coroutine.resume(c)) end return 'done'"));
        }
    }

    @Test
    void aClosedStateWithSuspendedCoroutinesIsGarbage() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "all = {} function main() for i = 1, 20 do local c c = coroutine.create(function() coroutine.yield(c) end)"
                            + " coroutine.resume(c) all[i] = c end end");
            WeakReference<State> state;
            try (Lease lease = site.claim(script)) {
                Site.call(lease);
                state = new WeakReference<>(lease.state());
            }
            site.pool.flush(path -> true);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (state.get() != null) {
                assertTrue(System.nanoTime() < deadline, "the state is held");
                System.gc();
            }
        }
    }
}
