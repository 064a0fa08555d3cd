package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.LibFunction;

/** Calls library functions that a library function was given, and notes them: no code that calls them tells their names. */
public final class Callback {
    private Callback() {}

    /** Whether a function has to be called by {@link #call} to be named in messages. */
    public static boolean isUnnamed(LuaValue function) {
        return function instanceof LibFunction;
    }

    public static Varargs call(LuaState state, LuaValue function, Varargs arguments) {
        Trace trace = state.frames().trace();
        int height = trace.height();
        trace.enterCallback(function);
        try {
            return function.invoke(arguments);
        } finally {
            trace.unwindTo(height);
        }
    }
}
