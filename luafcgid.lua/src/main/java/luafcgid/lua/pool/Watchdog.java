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
    private volatile boolean closed;

    Watchdog() {
        thread = new StateThread(null, this, "luafcgid-watchdog");
        thread.start();
    }

    /** From when it is made, since its script's body runs before it is leased. */
    void watch(PooledState state) {
        watched.add(state);
        LockSupport.unpark(thread);
    }

    void forget(PooledState state) {
        watched.remove(state);
    }

    /** The thread goes on until the last state has gone. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!closed || !watched.isEmpty()) {
            if (watched.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, INTERVAL);
            }
            long now = System.nanoTime();
            watched.forEach(state -> state.state().expire(now));
        }
    }
}
