package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls of values that may be no functions, and calls for all results. Generated code calls functions for one result by itself. */
public final class Calls {
    private static final int LONGEST_CHAIN = 200;

    private Calls() {}

    public static LuaValue call(LuaValue function, LuaState state) {
        return function instanceof LuaFunction ? function.call() : Results.first(results(state, function));
    }

    public static LuaValue call(LuaValue function, LuaValue a, LuaState state) {
        return function instanceof LuaFunction ? function.call(a) : Results.first(results(state, function, a));
    }

    public static LuaValue call(LuaValue function, LuaValue a, LuaValue b, LuaState state) {
        return function instanceof LuaFunction ? function.call(a, b) : Results.first(results(state, function, a, b));
    }

    public static LuaValue call(LuaValue function, LuaValue a, LuaValue b, LuaValue c, LuaState state) {
        return function instanceof LuaFunction
                ? function.call(a, b, c)
                : Results.first(results(state, function, a, b, c));
    }

    public static LuaValue call(LuaValue function, LuaValue a, LuaValue b, LuaValue c, LuaValue d, LuaState state) {
        if (function instanceof Closure closure) {
            return closure.call(a, b, c, d);
        }
        return Results.first(results(state, function, LuaValue.varargsOf(new LuaValue[] {a, b, c, d})));
    }

    public static LuaValue call(LuaValue function, Varargs arguments, LuaState state) {
        return Results.first(results(state, function, arguments));
    }

    public static Varargs results(LuaState state, LuaValue function) {
        return function instanceof Closure closure
                ? Results.all(closure.enter())
                : results(state, function, LuaValue.NONE);
    }

    public static Varargs results(LuaState state, LuaValue function, LuaValue a) {
        return function instanceof Closure closure
                ? Results.all(closure.enter(a))
                : results(state, function, (Varargs) a);
    }

    public static Varargs results(LuaState state, LuaValue function, LuaValue a, LuaValue b) {
        return function instanceof Closure closure
                ? Results.all(closure.enter(a, b))
                : results(state, function, LuaValue.varargsOf(a, b));
    }

    public static Varargs results(LuaState state, LuaValue function, LuaValue a, LuaValue b, LuaValue c) {
        return function instanceof Closure closure
                ? Results.all(closure.enter(a, b, c))
                : results(state, function, LuaValue.varargsOf(a, b, c));
    }

    public static Varargs results(LuaState state, LuaValue function, Varargs arguments) {
        return results(state, function, arguments, false);
    }

    /** A call in tail position of what may be no function of Lua itself, but lead to one. */
    static Varargs tail(LuaState state, LuaValue function, Varargs arguments) {
        return results(state, function, arguments, true);
    }

    private static Varargs results(LuaState state, LuaValue function, Varargs arguments, boolean tail) {
        LuaValue called = function;
        Varargs passed = arguments;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            if (called instanceof LuaFunction) {
                if (tail && called instanceof Closure closure) {
                    return TailCall.of(state, closure, passed);
                }
                return called.invoke(passed);
            }
            LuaValue handler = Metamethods.of(state, called, LuaValue.CALL);
            if (handler.isnil() || !(handler instanceof LuaFunction || state.dialect() == Dialect.LUA_5_4)) {
                throw Errors.call(state, called);
            }
            passed = LuaValue.varargsOf(called, passed);
            called = handler;
        }
        throw Errors.call(state, called);
    }
}
