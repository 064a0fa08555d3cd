package luafcgid.lua.runtime;

/** Tells where the running coroutine of a state is: each engine in its way. */
public interface Locator {
    /** Enough for all functions that there may be. */
    int ALL = Integer.MAX_VALUE;

    /** The innermost active functions, at least {@code most} of them where there are as many. */
    CallStack locate(LuaState state, int most);

    /** What is to be noted of a new coroutine. */
    Trace newTrace();
}
