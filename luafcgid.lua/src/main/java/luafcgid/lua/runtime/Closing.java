package luafcgid.lua.runtime;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** Calls of {@code __close}. */
public final class Closing {
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
        close(state, value, LuaValue.NIL);
    }

    /** Where an error leaves the scope: what is to be thrown then, that error or another of the handler's. */
    public static Throwable closeAfter(LuaState state, LuaValue value, Throwable failure) {
        LuaValue error;
        if (failure instanceof LuaError e) {
            error = ErrorValue.of(state, e);
        } else if (failure instanceof StackOverflowError) {
            error = LuaValue.valueOf("stack overflow");
        } else {
            return failure;
        }
        close(state, value, error);
        return failure;
    }

    private static void close(LuaState state, LuaValue value, LuaValue error) {
        if (Comparison.isTrue(value)) {
            Calls.call(Metamethods.of(state, value, Metamethods.CLOSE), value, error, state);
        }
    }
}
