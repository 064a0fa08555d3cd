package luafcgid.lua.engine;

import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.runtime.LuaState;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/** Where LuaJ's interpreter notices a request to stop, and where it tells what it executes. */
final class Safepoints extends DebugLib {
    private Calls calls;
    /** Holds the one field that a safe point looks at. */
    private @Nullable LuaState lua;

    private volatile boolean move;
    private volatile @Nullable StopReason stop;
    /** Whether the request has left the thread that it began on, or has none to leave. Used by the thread that runs the state. */
    private boolean moved;

    Safepoints(Calls main) {
        this.calls = main;
    }

    void runs(LuaState state) {
        lua = state;
    }

    private void attention(boolean wanted) {
        LuaState state = lua;
        if (state != null) {
            state.attention = wanted;
        }
    }

    Calls calls() {
        return calls;
    }

    void calls(Calls running) {
        calls = running;
    }

    /** Nothing is asked of the script any more. */
    void clear() {
        stop = null;
        move = false;
        moved = false;
        attention(false);
    }

    void stop(StopReason reason) {
        stop = reason;
        attention(true);
    }

    void move() {
        move = true;
        attention(true);
    }

    /** Throws when the script was told to stop; gives way when it was told to. */
    void check() {
        LuaState state = lua;
        if (state != null) {
            state.safepoint();
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

    void attend() {
        // Before the others are read: what is asked from now on sets it again.
        attention(false);
        if (move) {
            move = false;
            moved = true;
            giveWay();
        }
        StopReason reason = stop;
        if (reason != null) {
            attention(true);
            throw new ScriptStopped(reason, calls.traceback(1));
        }
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
        calls.at(pc);
        LuaState state = lua;
        if (state != null) {
            state.safepoint();
        }
    }

    @Override
    public void onCall(LuaClosure function, Varargs arguments, LuaValue[] stack) {
        calls.enter(function);
    }

    @Override
    public void onCall(LuaFunction function) {
        calls.enter(null);
    }

    @Override
    public void onReturn() {
        calls.leave();
    }

    @Override
    public String traceback(int level) {
        return calls.traceback(level).toString();
    }
}
