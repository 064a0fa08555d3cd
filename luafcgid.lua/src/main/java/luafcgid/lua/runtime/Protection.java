package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls functions so that errors end there: what {@code pcall} and {@code xpcall} do. */
public final class Protection {
    private Protection() {}

    /**
     * True and what the function returns, or false and the error's value. What ends a script passes.
     *
     * @param handler makes what is returned of an error's value, and finds the functions that failed as they were; null for none
     */
    public static Varargs call(LuaState state, LuaValue function, Varargs arguments, @Nullable LuaValue handler) {
        Trace trace = state.frames().trace();
        if (!trace.beginProtected()) {
            return LuaValue.varargsOf(LuaValue.FALSE, LuaValue.valueOf("C stack overflow"));
        }
        int height = trace.height();
        int before = trace.remembered();
        LuaValue outerHandler = trace.handler();
        int tailCalls = state.tailCalls;
        boolean outer = trace.protect(true);
        trace.remember(handler == null ? Trace.FOR_A_MESSAGE : Locator.ALL);
        trace.handler(handler);
        trace.enterLibrary(function);
        LuaValue error;
        CallStack origin;
        try {
            Varargs results = function instanceof LuaFunction
                    ? function.invoke(arguments)
                    : Calls.results(state, function, arguments);
            return LuaValue.varargsOf(LuaValue.TRUE, results);
        } catch (LuaError e) {
            if (e instanceof RaisedError raised && raised.isHandled()) {
                return LuaValue.varargsOf(LuaValue.FALSE, raised.getMessageObject());
            }
            error = ErrorValue.of(state, e, function);
            origin = ErrorValue.origin(e);
        } catch (StackOverflowError e) {
            state.setOverflowed();
            Overflow overflow = Overflow.of(state, e, function);
            error = overflow.message();
            origin = overflow.origin();
        } catch (RuntimeException e) {
            error = LuaValue.valueOf(LuaError.textOf(e));
            origin = CallStack.EMPTY;
        } finally {
            trace.endProtected();
            trace.unwindTo(height);
            trace.remember(before);
            trace.protect(outer);
            trace.handler(outerHandler);
            state.tailCalls = tailCalls;
        }
        return LuaValue.varargsOf(
                LuaValue.FALSE, handler == null ? error : Handling.handle(state, handler, error, origin));
    }
}
