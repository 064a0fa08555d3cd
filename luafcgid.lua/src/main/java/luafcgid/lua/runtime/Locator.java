package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** Tells where the running coroutine of a state is: each engine in its way. */
public interface Locator {
    /** Enough for all functions that there may be. */
    int ALL = Integer.MAX_VALUE;

    /** The innermost active functions, at least {@code most} of them where there are as many. */
    CallStack locate(LuaState state, int most);

    /** Whether library functions are among the functions that it finds. */
    boolean findsLibraries();

    /** What is known of a function; null for a library function. */
    @Nullable
    FunctionInfo info(LuaValue function);

    /** What is to be noted of a new coroutine. */
    Trace newTrace();
}
