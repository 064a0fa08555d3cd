package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** An error whose value is complete. */
public final class RaisedError extends LuaError {
    private static final long serialVersionUID = 1L;

    private RaisedError(LuaValue value, @Nullable CallStack origin) {
        super(value, origin);
    }

    /** An error to throw, with any value. */
    public static RaisedError of(LuaState state, LuaValue value) {
        Frames frames = state.frames();
        return new RaisedError(value, frames.trace().remembersAll() ? frames.origin() : CallStack.EMPTY);
    }

    static RaisedError of(LuaValue value, CallStack origin) {
        return new RaisedError(value, origin);
    }
}
