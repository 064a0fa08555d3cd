package luafcgid.lua.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import luafcgid.lua.StateContext.Registration;
import luafcgid.lua.StopReason;
import luafcgid.lua.limits.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Requests to stop, for one lease after another. The monitor guards all fields and is held for a few instructions only; actions run
 * outside of it, each under the monitor of its registration, so that none begins after its registration was closed.
 */
final class Stops {
    private final Attention attention;
    private final Guard guard;
    private final List<Action> actions = new ArrayList<>(0);
    private volatile boolean active;
    private volatile boolean requested;
    private long requestedAt;
    private boolean abandoned;
    private @Nullable Thread thread;
    private Runnable onAbandoned = Stops::nothing;
    private volatile long lease;
    private volatile long deadline = Long.MAX_VALUE;

    Stops(Attention attention, Guard guard) {
        this.attention = attention;
        this.guard = guard;
    }

    private static void nothing() {}

    /** Begins a lease and returns its number. */
    synchronized long begin(long newDeadline) {
        deadline = newDeadline;
        active = true;
        requested = false;
        thread = Thread.currentThread();
        onAbandoned = Stops::nothing;
        attention.clear();
        return ++lease;
    }

    /** Ends the lease: a request that comes later finds nothing to stop. */
    void end() {
        List<Action> left;
        synchronized (this) {
            deadline = Long.MAX_VALUE;
            active = false;
            thread = null;
            attention.clear();
            if (abandoned) {
                guard.returned();
                // It was interrupted in case that helps.
                Thread.interrupted();
            }
            if (actions.isEmpty()) {
                return;
            }
            left = List.copyOf(actions);
            actions.clear();
        }
        left.forEach(Action::cancel);
    }

    /** The number of the lease that there is; 0 when there is none. Any thread. */
    long running() {
        return active ? lease : 0;
    }

    long deadline() {
        return deadline;
    }

    /** Stops the lease when its deadline has passed. */
    void expire(long now) {
        long late;
        synchronized (this) {
            late = active && hasPassed(now) ? lease : 0;
        }
        if (late != 0) {
            request(late, StopReason.WATCHDOG);
        }
    }

    /** Whether {@link #expire} is worth the while. */
    boolean hasPassed(long now) {
        long limit = deadline;
        return limit != Long.MAX_VALUE && now - limit >= 0;
    }

    synchronized long lease() {
        return lease;
    }

    void request(long ofLease, StopReason reason) {
        List<Action> now;
        synchronized (this) {
            if (!active || requested || ofLease != lease) {
                return;
            }
            requestedAt = System.nanoTime();
            requested = true;
            // Before the script can know: who sees its end sees the count.
            guard.stopped(reason);
            attention.stop(reason);
            now = List.copyOf(actions);
            actions.clear();
        }
        now.forEach(Action::run);
    }

    /** Has {@code action} run when the thread of that lease is given up. */
    synchronized void onAbandoned(long ofLease, Runnable action) {
        if (active && ofLease == lease) {
            onAbandoned = action;
        }
    }

    /** Whether the lease's thread was given up: nobody else uses the state any more. */
    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Gives the lease's thread up where it was told to stop so long ago; empty where there is no such one. Once. */
    Optional<Abandoned> abandon(long now, long grace) {
        // The first look is free of the monitor: it is taken at every tick for every state.
        if (!requested || grace == 0) {
            return Optional.empty();
        }
        synchronized (this) {
            Thread stuck = thread;
            if (stuck == null || !requested || abandoned || now - requestedAt < grace) {
                return Optional.empty();
            }
            abandoned = true;
            return Optional.of(new Abandoned(stuck, attention.isOnItsOwn(stuck), onAbandoned));
        }
    }

    /** Interrupts the thread that was given up, unless it has come back and does something else. */
    @SuppressWarnings("Interruption") // Nobody else would interrupt it.
    synchronized void interruptAbandoned() {
        if (abandoned && thread != null) {
            thread.interrupt();
        }
    }

    synchronized void move(long ofLease) {
        if (active && ofLease == lease) {
            attention.move();
        }
    }

    Registration add(Runnable action) {
        Action registration = new Action(action);
        boolean late;
        synchronized (this) {
            late = requested;
            if (!late) {
                actions.add(registration);
            }
        }
        if (late) {
            registration.run();
        }
        return registration;
    }

    private synchronized void remove(Action action) {
        actions.remove(action);
    }

    private final class Action implements Registration {
        private static final System.Logger LOG = System.getLogger("luafcgid.lua");

        private final Runnable action;
        private boolean closed;

        Action(Runnable action) {
            this.action = action;
        }

        synchronized void run() {
            if (!closed) {
                closed = true;
                try {
                    action.run();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "an extension's action for a stopped script failed", e);
                }
            }
        }

        synchronized void cancel() {
            closed = true;
        }

        @Override
        public void close() {
            remove(this);
            cancel();
        }
    }
}
