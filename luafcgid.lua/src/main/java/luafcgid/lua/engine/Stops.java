package luafcgid.lua.engine;

import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.StateContext.Registration;
import luafcgid.lua.StopReason;
import luafcgid.lua.limits.Guard;

/**
 * Requests to stop, for one lease after another. The monitor guards all fields and is held for a few instructions only; actions run
 * outside of it, each under the monitor of its registration, so that none begins after its registration was closed.
 */
final class Stops {
    private final Attention attention;
    private final Guard guard;
    private final List<Action> actions = new ArrayList<>(0);
    private volatile boolean active;
    private boolean requested;
    private volatile long lease;
    private volatile long deadline = Long.MAX_VALUE;

    Stops(Attention attention, Guard guard) {
        this.attention = attention;
        this.guard = guard;
    }

    /** Begins a lease and returns its number. */
    synchronized long begin(long newDeadline) {
        deadline = newDeadline;
        active = true;
        requested = false;
        attention.clear();
        return ++lease;
    }

    /** Ends the lease: a request that comes later finds nothing to stop. */
    void end() {
        List<Action> left;
        synchronized (this) {
            deadline = Long.MAX_VALUE;
            active = false;
            attention.clear();
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
            requested = true;
            attention.stop(reason);
            now = List.copyOf(actions);
            actions.clear();
        }
        guard.stopped(reason);
        now.forEach(Action::run);
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
