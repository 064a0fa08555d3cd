package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls Lua from Java code that is no part of it: what is below on the stack is not Lua's. */
public final class Host implements StackBoundary {
    private Host() {}

    /** Calls a function; an error that it raises remembers the functions that a log shows. */
    public static Varargs call(LuaState state, LuaValue function, Varargs arguments) {
        Trace trace = state.frames().trace();
        int height = trace.height();
        int before = trace.remembered();
        boolean outer = trace.protect(true);
        int tailCalls = state.tailCalls;
        trace.remember(Trace.FOR_A_LOG);
        try {
            return function.invoke(arguments);
        } finally {
            trace.unwindTo(height);
            trace.remember(before);
            trace.protect(outer);
            state.tailCalls = tailCalls;
        }
    }
}
