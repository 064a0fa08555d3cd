package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * The coroutine is being closed: leaves its functions and closes their to-be-closed variables. An Error, so that no {@code pcall} among
 * them ends it.
 */
public final class CoroutineClosed extends Error {
    private static final long serialVersionUID = 1L;

    private transient @Nullable LuaValue error;

    /** Because of an error; null where there is none. */
    public CoroutineClosed(@Nullable LuaValue error) {
        super("coroutine closed", null, false, false);
        this.error = error;
    }

    /** The last error that a variable's closing met, else the one before all; null where there was none. */
    public @Nullable LuaValue error() {
        return error;
    }

    /** Closes a variable; an error there is what the next is told of. */
    public void close(LuaState state, LuaValue value) {
        Trace trace = state.frames().trace();
        boolean before = trace.protect(true);
        int height = trace.height();
        int tailCalls = state.tailCalls;
        try {
            Closing.close(state, value, error == null ? LuaValue.NIL : error);
        } catch (LuaError e) {
            error = ErrorValue.of(state, e);
        } catch (StackOverflowError e) {
            state.setOverflowed();
            error = LuaValue.valueOf("stack overflow");
        } finally {
            trace.protect(before);
            trace.unwindTo(height);
            state.tailCalls = tailCalls;
        }
    }
}
