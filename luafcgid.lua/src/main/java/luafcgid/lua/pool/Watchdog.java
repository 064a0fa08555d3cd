package luafcgid.lua.pool;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import luafcgid.lua.LogText;
import luafcgid.lua.StateThread;
import luafcgid.lua.engine.Abandoned;
import luafcgid.lua.limits.Guard;

/**
 * Stops the leases whose deadline has passed and, where memory is short, the one that has allocated most; has the others look at what
 * they have used; gives up threads that do not stop. Sleeps while there is nothing to watch.
 */
final class Watchdog implements Runnable {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

    /** Of a thread that is given up, what the log shows from the innermost on: recursion leaves hundreds of thousands. */
    private static final int MOST_FRAMES = 200;

    private final Set<PooledState> watched = ConcurrentHashMap.newKeySet();
    private final Guard guard;
    private final Consumer<PooledState> abandon;
    private final Relief relief;
    private final Thread thread;
    private volatile boolean dozing;
    private volatile boolean closed;

    /** @param abandon gives the place of a state to another, whose thread is given up */
    Watchdog(Guard guard, Consumer<PooledState> abandon) {
        this.guard = guard;
        this.abandon = abandon;
        this.relief = new Relief(guard);
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
        long grace = guard.limits().grace().toNanos();
        for (PooledState state : watched) {
            busy |= state.state().look(now);
            seen |= state.state().isSeen();
            state.state().abandon(now, grace).ifPresent(stuck -> giveUp(state, stuck));
        }
        relief.look(watched, seen, now);
        return busy;
    }

    private void giveUp(PooledState state, Abandoned stuck) {
        watched.remove(state);
        abandon.accept(state);
        Throwable where = new Throwable("it is at");
        StackTraceElement[] frames = stuck.thread().getStackTrace();
        where.setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MOST_FRAMES)));
        boolean restarts = guard.abandoned(stuck.replaceable());
        LOG.log(
                System.Logger.Level.ERROR,
                LogText.escape(state.script().path().toString()) + ": its thread "
                        + stuck.thread().getName()
                        + " does not stop and is given up"
                        + (restarts
                                ? stuck.replaceable()
                                        ? "; there are more of them than the limit abandoned allows: the daemon ends, to be started anew"
                                        : "; others' connections need it: the daemon ends, to be started anew"
                                : ""),
                where);
        // In case that helps: what it waits for may be interruptible.
        state.state().interruptAbandoned();
        try {
            stuck.answer().run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the request of a thread that was given up could not be answered", e);
        }
    }
}
