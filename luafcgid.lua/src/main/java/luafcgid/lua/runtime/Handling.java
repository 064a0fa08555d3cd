package luafcgid.lua.runtime;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/**
 * Calls the handler of {@code xpcall}. The functions that failed have been left by then, but the handler finds them below itself as they
 * were. Its frame on the stack tells where they belong.
 */
final class Handling {
    /** As deep as C Lua lets handlers' own errors nest. */
    private static final int MAX_NESTING = 200;

    private Handling() {}

    /** An error that is to close variables: the handler sees it before they do. */
    static LuaError beforeClosing(LuaState state, LuaError error) {
        LuaValue handler = state.frames().trace().handler();
        if (handler == null || (error instanceof RaisedError raised && raised.isHandled())) {
            return error;
        }
        CallStack origin = ErrorValue.origin(error);
        return RaisedError.handled(handle(state, handler, ErrorValue.of(state, error), origin), origin);
    }

    /** What the handler makes of an error; an error of its own is handed to it as well. */
    static LuaValue handle(LuaState state, LuaValue handler, LuaValue error, CallStack origin) {
        LuaValue value = error;
        CallStack at = origin;
        for (int i = 0; i < MAX_NESTING; i++) {
            Trace trace = state.frames().trace();
            CallStack before = trace.interrupted();
            int beforeAt = trace.interruptedAt();
            int height = trace.height();
            trace.interrupt(at, height);
            try {
                return handler.call(value);
            } catch (LuaError e) {
                value = ErrorValue.of(state, e);
                at = ErrorValue.origin(e);
            } catch (StackOverflowError e) {
                break;
            } finally {
                trace.unwindTo(height);
                trace.interrupt(before, beforeAt);
            }
        }
        return LuaValue.valueOf("error in error handling");
    }
}
