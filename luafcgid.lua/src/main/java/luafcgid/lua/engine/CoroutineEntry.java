package luafcgid.lua.engine;

import luafcgid.lua.runtime.CoroutineClosed;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.StackBoundary;
import luafcgid.lua.runtime.Trace;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The outermost frame of a coroutine: who walks the stack stops here, since what is below belongs to whoever resumed it. */
final class CoroutineEntry implements StackBoundary {
    private CoroutineEntry() {}

    static Varargs call(LuaValue function, Varargs arguments) {
        return function.invoke(arguments);
    }

    /** Closes what an error has left open, where the coroutine would run. */
    static void close(LuaState state, Trace trace, CoroutineClosed closing) {
        for (LuaValue value : trace.takeOpen()) {
            closing.close(state, value);
        }
    }
}
