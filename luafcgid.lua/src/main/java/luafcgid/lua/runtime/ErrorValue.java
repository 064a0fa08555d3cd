package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What a caught error is for Lua. */
public final class ErrorValue {
    private ErrorValue() {}

    /** The error's value: of a text that Java code raised, with its position and in Lua's words. */
    public static LuaValue of(LuaState state, LuaError error) {
        return of(state, error, null);
    }

    /**
     * As {@link #of(LuaState, LuaError)}.
     *
     * @param called the function that was called protected: names itself where no code that calls it does
     */
    static LuaValue of(LuaState state, LuaError error, @Nullable LuaValue called) {
        String message = error.isFinal() ? null : error.getMessage();
        if (message == null) {
            LuaValue value = error.getMessageObject();
            return value == null ? LuaValue.NIL : value;
        }
        CallStack stack = origin(error);
        Level inner = stack.level(0);
        boolean failedIsThere =
                inner != null && !inner.isLua() && state.frames().findsLibraries();
        int caller = error.level() - (failedIsThere ? 0 : 1);
        String position = error.level() > 0 ? stack.position(caller) : "";
        return LuaString.valueOf(position + new Rewording(state, stack, called).of(message));
    }

    /** Where the error was raised. */
    public static CallStack origin(LuaError error) {
        return error.origin() instanceof CallStack stack ? stack : CallStack.EMPTY;
    }
}
