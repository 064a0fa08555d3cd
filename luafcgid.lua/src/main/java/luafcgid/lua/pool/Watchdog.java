package luafcgid.lua.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.StateThread;

/** Stops the leases whose deadline has passed. Sleeps while there is nothing to watch. */
final class Watchdog implements Runnable {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);

    private final Set<PooledState> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean dozing;
    private volatile boolean closed;

    Watchdog() {
        thread = new StateThread(null, this, "luafcgid-watchdog");
        thread.start();
    }

    /** From when it is made, since its script's body runs before it is leased. */
    void watch(PooledState state) {
        watched.add(state);
    }

    void forget(PooledState state) {
        watched.remove(state);
    }

    /** Every state that is being made, is there, or is being closed. */
    Set<PooledState> states() {
        return watched;
    }

    /** Called after a deadline was set. */
    void wake() {
        if (dozing) {
            LockSupport.unpark(thread);
        }
    }

    /** The thread goes on until no state has a deadline. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (true) {
            dozing = true;
            // Whoever sets a deadline after this look finds the dog dozing.
            boolean busy = look();
            dozing = !busy;
            if (busy) {
                LockSupport.parkNanos(this, INTERVAL);
            } else if (closed) {
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Stops who is late; returns whether anybody has a deadline. */
    private boolean look() {
        long now = System.nanoTime();
        boolean busy = false;
        for (PooledState state : watched) {
            busy |= state.state().expire(now);
        }
        return busy;
    }
}
