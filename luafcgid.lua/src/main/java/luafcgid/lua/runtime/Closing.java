package luafcgid.lua.runtime;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** Calls of {@code __close}. */
public final class Closing {
    /** The method that calls {@code __close} on behalf of a function that an error has left. */
    static final String AFTER_ERROR = "closeAfter";

    private Closing() {}

    /** Refuses what cannot be closed. */
    public static void check(LuaState state, LuaValue value, String name) {
        if (Comparison.isTrue(value)
                && Metamethods.of(state, value, Metamethods.CLOSE).isnil()) {
            throw Errors.run(state, "variable '" + name + "' got a non-closable value");
        }
    }

    /** Where the scope ends without an error. */
    public static void close(LuaState state, LuaValue value) {
        close(state, value, LuaValue.NIL, "attempt to call a nil value (metamethod 'close')");
    }

    /**
     * Where an error leaves the scope: what is to be thrown then, that error or another of the handler's. An error that ends a coroutine
     * leaves its variables to who closes that.
     */
    public static Throwable closeAfter(LuaState state, LuaValue value, Throwable failure) {
        if (failure instanceof CoroutineClosed closed) {
            closed.close(state, value);
            return closed;
        }
        if (failure instanceof LuaError e) {
            LuaError error = Handling.beforeClosing(state, e);
            leave(state, value, ErrorValue.of(state, error));
            return error;
        }
        if (failure instanceof StackOverflowError) {
            leave(state, value, LuaValue.valueOf("stack overflow"));
        }
        return failure;
    }

    private static void leave(LuaState state, LuaValue value, LuaValue error) {
        Trace trace = state.frames().trace();
        if (trace.isProtected()) {
            close(state, value, error);
        } else {
            trace.leaveOpen(value);
        }
    }

    /** After an error, or with a coroutine: nothing tells any more what was called. */
    static void close(LuaState state, LuaValue value, LuaValue error) {
        close(state, value, error, "attempt to call a nil value");
    }

    private static void close(LuaState state, LuaValue value, LuaValue error, String refusal) {
        if (Comparison.isTrue(value)) {
            LuaValue handler = Metamethods.of(state, value, Metamethods.CLOSE);
            if (handler.isnil()) {
                throw Errors.run(state, refusal);
            }
            Calls.call(handler, value, error, state);
        }
    }
}
