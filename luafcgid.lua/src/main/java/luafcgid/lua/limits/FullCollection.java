package luafcgid.lua.limits;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the JVM to collect all garbage there is, of all states: where scripts ask for it, at most a quarter of the time goes to that. Who
 * asks too soon waits a moment, since a weak table or a list of open files should show what was asked for; who would have to wait longer goes on without. Any
 * thread; a lock of its own guards what is remembered.
 */
public final class FullCollection {
    private static final long PAUSE_PER_TIME_SPENT = 3;
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(3);
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(5);

    private static final Object LOCK = new Object();

    private static long begun = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private static long next = begun;

    private FullCollection() {}

    /**
     * Has the garbage collected, or goes on without.
     *
     * @param safepoint called now and then while this waits; may throw to end that
     */
    public static void request(Runnable safepoint) {
        long asked = System.nanoTime();
        long wait = attempt(asked);
        while (wait > 0 && System.nanoTime() + wait - asked < LONGEST_WAIT) {
            LockSupport.parkNanos(Math.min(wait, NAP));
            safepoint.run();
            wait = attempt(asked);
        }
    }

    /** Collects unless another thread's collection has begun since; returns how long to wait until it may, else 0. */
    private static long attempt(long asked) {
        synchronized (LOCK) {
            long now = System.nanoTime();
            if (begun - asked >= 0) {
                return 0;
            }
            if (now - next < 0) {
                return next - now;
            }
            begun = now;
            System.gc();
            long spent = System.nanoTime() - now;
            next = now + spent + PAUSE_PER_TIME_SPENT * spent;
            return 0;
        }
    }
}
