package luafcgid.lua.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.limits.Budget;

/** Lets the coroutines of a state begin as its limit allows, and ends those that are left. Used by the thread that runs the state. */
final class Admission {
    /** Of the time of the whole process, collections on behalf of coroutines take one part in so many, at most. */
    private static final int COLLECTION_SHARE = 10;

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    /** When the next such collection may begin; far ahead while one runs. */
    private static final AtomicLong NEXT_COLLECTION = new AtomicLong(System.nanoTime());

    private final Attention attention;
    private final Budget budget;
    private final Watches watches = new Watches();

    Admission(Attention attention, Budget budget) {
        this.attention = attention;
        this.budget = budget;
    }

    /** Whether the coroutine may begin; it has then to be let go once. */
    boolean admit(Coroutine coroutine) {
        if (!budget.beginCoroutine()) {
            collect();
            endAbandoned();
            if (!budget.beginCoroutine()) {
                return false;
            }
        }
        watches.add(coroutine);
        return true;
    }

    /** How an error tells the limit. */
    String limit() {
        return "limit coroutines=" + budget.limits().coroutines();
    }

    /** Has the collector look for coroutines that were left, or waits while it does so for others. */
    private void collect() {
        attention.aboutToBlock();
        long allowed = NEXT_COLLECTION.get();
        while (allowed - System.nanoTime() > 0) {
            attention.check();
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
            allowed = NEXT_COLLECTION.get();
            endAbandoned();
            if (!budget.coroutinesExhausted()) {
                return;
            }
        }
        long begin = System.nanoTime();
        if (NEXT_COLLECTION.compareAndSet(allowed, begin + LONGEST_WAIT)) {
            System.gc();
            Watch found = watches.awaitAbandoned();
            if (found != null) {
                end(found);
            }
            long end = System.nanoTime();
            NEXT_COLLECTION.set(end + (end - begin) * COLLECTION_SHARE);
        }
    }

    /** The coroutine has ended. */
    void forget(Coroutine coroutine) {
        Watch watch = coroutine.watch();
        if (watch != null) {
            coroutine.watch(null);
            watches.remove(watch);
            budget.coroutineEnded();
        }
    }

    /** Ends the coroutines that no script can resume. */
    void endAbandoned() {
        for (Watch watch = watches.pollAbandoned(); watch != null; watch = watches.pollAbandoned()) {
            end(watch);
        }
    }

    /** Ends all. */
    void close() {
        for (Watch watch = watches.poll(); watch != null; watch = watches.poll()) {
            end(watch);
        }
    }

    private void end(Watch watch) {
        budget.coroutineEnded();
        ThreadStrand thread = watch.thread();
        if (thread != null) {
            thread.kill(new CoroutineKilled());
        }
    }
}
