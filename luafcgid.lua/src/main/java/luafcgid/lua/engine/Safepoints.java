package luafcgid.lua.engine;

import luafcgid.lua.StopReason;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/** Where LuaJ's interpreter notices a request to stop, and where it tells what it executes. */
final class Safepoints extends DebugLib {
    private Calls calls;
    private volatile @Nullable StopReason stop;

    Safepoints(Calls main) {
        this.calls = main;
    }

    Calls calls() {
        return calls;
    }

    void calls(Calls running) {
        calls = running;
    }

    void stop(@Nullable StopReason reason) {
        stop = reason;
    }

    /** Throws when the script was told to stop. */
    void check() {
        StopReason reason = stop;
        if (reason != null) {
            throw new ScriptStopped(reason, calls.traceback(1));
        }
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
        calls.at(pc);
        if (stop != null) {
            check();
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
