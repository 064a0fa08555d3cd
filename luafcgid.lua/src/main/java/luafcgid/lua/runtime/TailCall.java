package luafcgid.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A call in tail position that the caller of the function is to make. Most tail calls are plain calls: only when many are pending
 * on the stack one of these takes them off it.
 */
public final class TailCall extends Varargs {
    /** Enough that endless recursion is rare, few enough that the stack holds them beside all else. */
    private static final int MOST_PENDING = 100;

    private final Closure function;
    private final Varargs arguments;

    private TailCall(Closure function, Varargs arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    /** Makes the call, or hands it to the caller. */
    public static Varargs of(LuaState state, LuaValue function) {
        if (!(function instanceof Closure closure)) {
            return Calls.tail(state, function, LuaValue.NONE);
        }
        if (state.tailCalls >= MOST_PENDING) {
            return new TailCall(closure, LuaValue.NONE);
        }
        state.tailCalls++;
        Varargs results = closure.enter();
        state.tailCalls--;
        return results;
    }

    /** Makes the call, or hands it to the caller. */
    public static Varargs of(LuaState state, LuaValue function, LuaValue a) {
        if (!(function instanceof Closure closure)) {
            return Calls.tail(state, function, a);
        }
        if (state.tailCalls >= MOST_PENDING) {
            return new TailCall(closure, a);
        }
        state.tailCalls++;
        Varargs results = closure.enter(a);
        state.tailCalls--;
        return results;
    }

    /** Makes the call, or hands it to the caller. */
    public static Varargs of(LuaState state, LuaValue function, LuaValue a, LuaValue b) {
        if (!(function instanceof Closure closure)) {
            return Calls.tail(state, function, LuaValue.varargsOf(a, b));
        }
        if (state.tailCalls >= MOST_PENDING) {
            return new TailCall(closure, LuaValue.varargsOf(a, b));
        }
        state.tailCalls++;
        Varargs results = closure.enter(a, b);
        state.tailCalls--;
        return results;
    }

    /** Makes the call, or hands it to the caller. */
    public static Varargs of(LuaState state, LuaValue function, LuaValue a, LuaValue b, LuaValue c) {
        if (!(function instanceof Closure closure)) {
            return Calls.tail(state, function, LuaValue.varargsOf(a, b, c));
        }
        if (state.tailCalls >= MOST_PENDING) {
            return new TailCall(closure, LuaValue.varargsOf(a, b, c));
        }
        state.tailCalls++;
        Varargs results = closure.enter(a, b, c);
        state.tailCalls--;
        return results;
    }

    /** Makes the call, or hands it to the caller. */
    public static Varargs of(LuaState state, LuaValue function, Varargs arguments) {
        if (!(function instanceof Closure closure)) {
            return Calls.tail(state, function, arguments);
        }
        if (state.tailCalls >= MOST_PENDING) {
            return new TailCall(closure, arguments);
        }
        state.tailCalls++;
        Varargs results = closure.enter(arguments);
        state.tailCalls--;
        return results;
    }

    /** Makes this call and those that follow from it. */
    Varargs make() {
        LuaState state = function.state;
        int before = state.tailCalls;
        Varargs results = this;
        while (results instanceof TailCall pending) {
            state.tailCalls = 0;
            results = pending.function.enter(pending.arguments);
        }
        state.tailCalls = before;
        return results;
    }

    @Override
    public LuaValue arg(int position) {
        return make().arg(position);
    }

    @Override
    public int narg() {
        return make().narg();
    }

    @Override
    public LuaValue arg1() {
        return make().arg1();
    }

    @Override
    public Varargs subargs(int first) {
        return make().subargs(first);
    }
}
