package luafcgid.lua.engine;

import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/** Where LuaJ's interpreter notices a request to stop, and where it tells what it executes. */
final class Safepoints extends DebugLib {
    private Calls calls;
    private final Attention attention;

    Safepoints(Calls main, Attention attention) {
        this.calls = main;
        this.attention = attention;
    }

    Calls calls() {
        return calls;
    }

    void calls(Calls running) {
        calls = running;
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
        calls.at(pc);
        attention.check();
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
