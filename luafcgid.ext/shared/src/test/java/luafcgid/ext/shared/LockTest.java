package luafcgid.ext.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import luafcgid.ext.shared.memory.MemorySettings;
import luafcgid.ext.shared.memory.MemoryStore;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

/** Locks and the requests that take them. */
@Timeout(60)
final class LockTest {
    private static final String TAKE =
            """
            local d = require("shared").dict("d")
            function main()
              lock, message = d:lock("k", %s)
              return message or tostring(lock)
            end
            """;

    @TempDir
    Path folder;

    private Site site;
    private Path holder;
    private Path trier;
    private Path waiter;

    @BeforeEach
    void open() throws Exception {
        MemoryStore store = new MemoryStore(MemorySettings.of(1 << 20, 0, 16 << 20));
        site = new Site(folder);
        site.extension(new SharedLibrary(() -> store), "shared");
        holder = site.write("holder.lua", TAKE.formatted("0"));
        trier = site.write("trier.lua", TAKE.formatted("0"));
        waiter = site.write("waiter.lua", TAKE.formatted("3600"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** A thread that waits in Lua for the lock. */
    private final class Waiting {
        final CompletableFuture<String> answer = new CompletableFuture<>();
        final CountDownLatch claimed = new CountDownLatch(1);
        final Thread thread;
        volatile Lease lease;

        Waiting(long deadline) throws InterruptedException {
            thread = new StateThread(null, () -> run(deadline), "waiting");
            thread.start();
            claimed.await();
            while (thread.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
                Thread.onSpinWait();
            }
        }

        private void run(long deadline) {
            try (Lease mine = site.pool.claim(waiter, deadline)) {
                lease = mine;
                claimed.countDown();
                answer.complete(Site.call(mine));
            } catch (ScriptException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    @Test
    void requestsEndReleases() throws Exception {
        try (Lease lease = site.claim(holder)) {
            assertEquals("shared lock (k)", Site.call(lease));
            assertEquals("timeout", site.run(trier));
        }
        assertEquals("shared lock (k)", site.run(trier));
        assertEquals("shared lock (k)", site.run(holder));
    }

    @Test
    void requestThatFailsReleasesToo() throws Exception {
        Path failing = site.write(
                "failing.lua", "function main() assert(require('shared').dict('d'):lock('k')) error('oh') end");
        assertThrows(ScriptException.class, () -> site.run(failing));
        assertEquals("shared lock (k)", site.run(trier));
    }

    @Test
    void lockTakenByTheScriptsBodyEndsWithIt() throws Exception {
        Path body = site.write(
                "body.lua", "assert(require('shared').dict('d'):lock('k', 0)) function main() return 'loaded' end");
        assertEquals("loaded", site.run(body));
        assertEquals("shared lock (k)", site.run(trier));
    }

    @Test
    void waiterIsHandedTheLockWhenTheHolderUnlocks() throws Exception {
        Path unlocking = site.write(
                "unlocking.lua",
                TAKE.formatted("0") + "function unlock() local ok, why = lock:unlock() return why or tostring(ok) end");
        try (Lease lease = site.claim(unlocking)) {
            Site.call(lease);
            Waiting waiting = new Waiting(Site.soon());
            assertEquals("true", call(lease, "unlock"));
            assertEquals("shared lock (k)", waiting.answer.get());
            assertEquals("unlocked", call(lease, "unlock"));
            waiting.thread.join();
        }
    }

    private static String call(Lease lease, String function) throws ScriptException {
        return lease.state()
                .call(lease.state().globals().get(function), LuaValue.NONE)
                .tojstring(1);
    }

    @Test
    void waiterIsHandedTheLockWhenTheHoldersRequestEnds() throws Exception {
        Waiting waiting;
        try (Lease lease = site.claim(holder)) {
            Site.call(lease);
            waiting = new Waiting(Site.soon());
        }
        assertEquals("shared lock (k)", waiting.answer.get());
        waiting.thread.join();
    }

    @Test
    void stopEndsTheWaitAndLeavesTheLockToOthers() throws Exception {
        try (Lease lease = site.claim(holder)) {
            Site.call(lease);
            Waiting waiting = new Waiting(Site.soon());
            waiting.lease.requestStop(StopReason.ABORTED);
            ExecutionException e = assertThrows(ExecutionException.class, waiting.answer::get);
            assertEquals(Kind.STOPPED, ((ScriptException) e.getCause()).kind());
            waiting.thread.join();
        }
        assertEquals("shared lock (k)", site.run(trier));
    }

    @Test
    void deadlineEndsTheWait() throws Exception {
        try (Lease lease = site.claim(holder)) {
            Site.call(lease);
            long begun = System.nanoTime();
            Waiting waiting = new Waiting(begun + TimeUnit.MILLISECONDS.toNanos(200));
            // Whichever is first: the end of the wait, or the watchdog.
            try {
                assertEquals("timeout", waiting.answer.get());
            } catch (ExecutionException e) {
                assertEquals(Kind.STOPPED, ((ScriptException) e.getCause()).kind());
            }
            assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(20));
            waiting.thread.join();
        }
        assertEquals("shared lock (k)", site.run(trier));
    }

    @Test
    void waitIsAsLongAsTold() throws Exception {
        Path brief = site.write("brief.lua", TAKE.formatted("0.05"));
        try (Lease lease = site.claim(holder)) {
            Site.call(lease);
            long begun = System.nanoTime();
            assertEquals("timeout", site.run(brief));
            assertTrue(System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Test
    void lockWhoseTimeIsOverIsAnothers() throws Exception {
        Path brief = site.write(
                "brief.lua", TAKE.formatted("0, 0.001") + "function unlock() return select(2, lock:unlock()) end");
        try (Lease lease = site.claim(brief)) {
            Site.call(lease);
            Waiting waiting = new Waiting(Site.soon());
            assertEquals("shared lock (k)", waiting.answer.get());
            assertEquals("expired", call(lease, "unlock"));
            waiting.thread.join();
        }
    }

    @Test
    void stateIsRefusedWhatItHolds() throws Exception {
        assertEquals(
                "lock 'k' is held by this state already; unlock it first",
                site.eval("local d = require('shared').dict('d') d:lock('k') return select(2, d:lock('k'))"));
    }

    @Test
    void lockHasNothingToDoWithTheEntryNorWithAnotherDictionary() throws Exception {
        assertEquals(
                "1",
                site.eval(
                        """
                local shared = require "shared"
                local d, e = shared.dict("d"), shared.dict("e")
                assert(d:lock("k", 0)) assert(e:lock("k", 0)) assert(shared.lock("k", 0)) assert(d:lock("other", 0))
                d:set("k", 1)
                return d:get("k")
                """));
    }

    @Test
    void unlockWantsALock() {
        ScriptException e = assertThrows(
                ScriptException.class, () -> site.eval("local l = require('shared').lock('k') l.unlock()"));
        assertTrue(
                e.getMessage()
                        .contains("calling 'unlock' on bad self (shared lock expected, got nil; write lock:unlock())"),
                e.getMessage());
    }
}
