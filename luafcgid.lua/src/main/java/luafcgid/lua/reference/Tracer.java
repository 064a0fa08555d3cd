package luafcgid.lua.reference;

import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/** Where LuaJ's interpreter notices a request to stop, and where it tells what it executes. */
public final class Tracer extends DebugLib {
    private final LuaState state;

    public Tracer(LuaState state) {
        this.state = state;
    }

    private Calls calls() {
        return (Calls) state.frames().trace();
    }

    @Override
    public void onInstruction(int pc, Varargs v, int top) {
        calls().at(pc);
        if (state.attention) {
            state.safepoint();
        }
    }

    @Override
    public void onCall(LuaClosure function, Varargs arguments, LuaValue[] stack) {
        calls().enter(function);
    }

    @Override
    public void onCall(LuaFunction function) {
        calls().enter(null);
    }

    @Override
    public void onReturn() {
        calls().leave();
    }

    /** Errors note where they are themselves. */
    @Override
    public String traceback(int level) {
        return "";
    }
}
