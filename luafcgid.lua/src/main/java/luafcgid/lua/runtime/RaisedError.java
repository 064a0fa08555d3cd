package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** An error whose value is complete. */
public final class RaisedError extends LuaError {
    private static final long serialVersionUID = 1L;

    private final boolean handled;

    private RaisedError(LuaValue value, @Nullable CallStack origin, boolean handled) {
        super(value, origin);
        this.handled = handled;
    }

    /** An error to throw, with any value. */
    public static RaisedError of(LuaState state, LuaValue value) {
        Frames frames = state.frames();
        return new RaisedError(value, frames.trace().remembersMore() ? frames.origin() : CallStack.EMPTY, false);
    }

    static RaisedError of(LuaValue value, CallStack origin) {
        return new RaisedError(value, origin, false);
    }

    /** What a handler of {@code xpcall} has made of an error. */
    static RaisedError handled(LuaValue value, CallStack origin) {
        return new RaisedError(value, origin, true);
    }

    /** Whether the handler has been asked. */
    boolean isHandled() {
        return handled;
    }
}
