package luafcgid.lua.pool;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.limits.Guard;
import luafcgid.lua.limits.Meter;
import luafcgid.lua.limits.Pressure;
import org.jspecify.annotations.Nullable;

/**
 * Stops the leases whose deadline has passed and, where memory is short, the one that has allocated most; has the others look at what
 * they have used. Sleeps while there is nothing to watch.
 */
final class Watchdog implements Runnable {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

    private final Set<PooledState> watched = ConcurrentHashMap.newKeySet();
    private final Guard guard;
    private final Thread thread;
    /** Made when a request takes long for the first time: making it takes long itself. */
    private @Nullable Pressure pressure;

    private volatile boolean dozing;
    private volatile boolean closed;

    Watchdog(Guard guard) {
        this.guard = guard;
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

    /** Called after a lease has begun. */
    void wake() {
        if (dozing) {
            LockSupport.unpark(thread);
        }
    }

    /** The thread goes on until no state is leased. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (true) {
            dozing = true;
            // Whoever begins a lease after this look finds the dog dozing.
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

    /** Returns whether any state is leased. */
    private boolean look() {
        long now = System.nanoTime();
        boolean busy = false;
        boolean seen = false;
        for (PooledState state : watched) {
            busy |= state.state().look(now);
            seen |= state.state().isSeen();
        }
        if (seen) {
            relieve();
        }
        return busy;
    }

    private void relieve() {
        Pressure now = pressure;
        if (now == null) {
            Meter.prepare();
            now = new Pressure();
            pressure = now;
        }
        if (now.isAbove(guard.limits().heap())) {
            watched.stream()
                    .map(PooledState::state)
                    .filter(state -> state.isSeen() && state.meter().allocated() > 0)
                    .max(Comparator.comparingLong(state -> state.meter().allocated()))
                    .ifPresent(state -> state.requestStop(StopReason.MEMORY));
        }
    }
}
