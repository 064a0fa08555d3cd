package luafcgid.lua.engine;

import java.util.function.Supplier;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.Traceback;
import luafcgid.lua.runtime.LuaState;
import org.jspecify.annotations.Nullable;

/** What is asked of a script that runs: to stop, to give way. The script looks at {@link LuaState#attention} at its safe points. */
final class Attention implements LuaState.Attention {
    private final Supplier<Traceback> where;

    @SuppressWarnings("NullAway.Init") // The state that it is for knows it already.
    private LuaState lua;

    private volatile boolean move;
    private volatile @Nullable StopReason stop;
    /** Whether the request has left the thread that it began on, or has none to leave. Used by the thread that runs the state. */
    private boolean moved;

    /** @param where what the script does at the moment */
    Attention(Supplier<Traceback> where) {
        this.where = where;
    }

    /** The state whose script it asks. Once, before anything else. */
    void of(LuaState state) {
        lua = state;
    }

    /** Nothing is asked of the script any more. */
    void clear() {
        stop = null;
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
    private static void giveWay() {
        Thread.yield();
    }

    @Override
    public void attend() {
        // Before the others are read: what is asked from now on sets it again.
        lua.attention = false;
        if (move) {
            move = false;
            moved = true;
            giveWay();
        }
        StopReason reason = stop;
        if (reason != null) {
            lua.attention = true;
            throw new ScriptStopped(reason, where.get());
        }
    }
}
