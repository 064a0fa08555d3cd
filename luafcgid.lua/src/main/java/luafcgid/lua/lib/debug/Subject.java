package luafcgid.lua.lib.debug;

import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.CallStack;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine that a function of the library is to look at, which may be its first argument. */
record Subject(ScriptState state) {
    /** How many arguments the coroutine takes: 1 where it is given. */
    static int offset(Varargs arguments) {
        return arguments.arg1().isthread() ? 1 : 0;
    }

    /** The coroutine that is given, where it is not the one that runs. */
    @Nullable
    @SuppressWarnings("ReferenceEquality") // Two coroutines are never equal.
    Coroutine other(Varargs arguments) {
        return arguments.arg1() instanceof Coroutine coroutine && state.globals().running != (LuaThread) coroutine
                ? coroutine
                : null;
    }

    /** Its active functions, as far as is needed to see that at a level. */
    CallStack stack(Varargs arguments, int level) {
        Coroutine other = other(arguments);
        return other == null ? state.lua().frames().stack(level) : other.stack();
    }

    /** A level that is an argument; one that no stack has, where it is no Java integer. */
    int level(int index, LuaValue argument) {
        long level = Arguments.integer(state.dialect(), index, argument);
        return level == (int) level ? (int) level : Integer.MAX_VALUE - 2;
    }
}
