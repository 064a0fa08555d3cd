package luafcgid.lua.engine;

import java.util.function.Supplier;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.Traceback;
import luafcgid.lua.limits.Budget;
import luafcgid.lua.limits.Limits;
import luafcgid.lua.limits.Meter;
import luafcgid.lua.runtime.LuaState;
import org.jspecify.annotations.Nullable;

/** What is asked of a script that runs: to stop, to give way. The script looks at {@link LuaState#attention} at its safe points. */
final class Attention implements LuaState.Attention {
    private final Supplier<Traceback> where;
    private final Budget.Stopper stopper;

    @SuppressWarnings("NullAway.Init") // The state that it is for knows it already.
    private LuaState lua;

    private final Meter meter = new Meter();
    private volatile boolean move;
    private volatile boolean look;
    private volatile @Nullable StopReason stop;
    /** Whether the request has left the thread that it began on, or has none to leave. Written by the thread that runs the state. */
    private volatile boolean moved;

    /**
     * Asks nothing yet.
     *
     * @param where   what the script does at the moment
     * @param stopper what ends a request that has used too much
     */
    Attention(Supplier<Traceback> where, Budget.Stopper stopper) {
        this.where = where;
        this.stopper = stopper;
    }

    /** The state whose script it asks. Once, before anything else. */
    void of(LuaState state) {
        lua = state;
    }

    /** Nothing is asked of the script any more. */
    void clear() {
        stop = null;
        look = false;
        move = false;
        moved = false;
        lua.attention = false;
    }

    void stop(StopReason reason) {
        stop = reason;
        lua.attention = true;
    }

    void move() {
        move = true;
        lua.attention = true;
    }

    /** Throws when the script was told to stop; gives way when it was told to. */
    void check() {
        if (lua.attention) {
            attend();
        }
    }

    /** Leaves the thread that the request began on, unless it has already. */
    void aboutToBlock() {
        if (!moved) {
            moved = true;
            // A thread for Lua is nobody else's.
            if (!(Thread.currentThread() instanceof StateThread)) {
                giveWay();
            }
        }
    }

    // A request's virtual thread has a scheduler of ours, for which a yield is the order to move it.
    @SuppressWarnings("ThreadPriorityCheck")
    private void giveWay() {
        meter.leave();
        Thread.yield();
        meter.arrive();
    }

    /** Whether the request is on a thread that is nobody else's, if it began on that one. Any thread. */
    boolean isOnItsOwn(Thread began) {
        return moved || began instanceof StateThread;
    }

    /** What the request has used. */
    Meter meter() {
        return meter;
    }

    /** Has the request look at what it has used. Any thread. */
    void look() {
        look = true;
        lua.attention = true;
    }

    private void checkUse() {
        meter.look();
        Limits limits = lua.budget().limits();
        if (limits.allocation() > 0 && meter.allocated() > limits.allocation()) {
            stopper.stop(StopReason.ALLOCATION);
        }
        if (limits.cpu().toNanos() > 0 && meter.cpu() > limits.cpu().toNanos()) {
            stopper.stop(StopReason.CPU);
        }
    }

    @Override
    public void attend() {
        // Before the others are read: what is asked from now on sets it again.
        lua.attention = false;
        if (move) {
            move = false;
            if (!moved || StackDepth.isSmall()) {
                moved = true;
                giveWay();
            }
        }
        if (look) {
            look = false;
            checkUse();
        }
        StopReason reason = stop;
        if (reason != null) {
            lua.attention = true;
            throw new ScriptStopped(reason, where.get());
        }
    }
}
