package luafcgid.lua.runtime;

import luafcgid.lua.Traceback;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Where a state is, for messages and for those who ask. Used by the thread that runs the state. */
public final class Frames {
    private final LuaState state;
    private final Locator locator;
    private Trace trace;

    Frames(LuaState state, Locator locator) {
        this.state = state;
        this.locator = locator;
        this.trace = locator.newTrace();
        trace.protect(true);
    }

    /** What is noted of the running coroutine. */
    public Trace trace() {
        return trace;
    }

    /** What is to be noted of a new coroutine. */
    public Trace newTrace() {
        Trace made = locator.newTrace();
        // For debug.traceback of a coroutine that an error has ended.
        made.remember(Locator.ALL);
        return made;
    }

    /** Another coroutine runs from now on; returns what was noted of the one before. */
    public Trace enter(Trace coroutine) {
        Trace before = trace;
        before.tailCalls(state.tailCalls);
        trace = coroutine;
        state.tailCalls = coroutine.tailCalls();
        return before;
    }

    /** The active functions: level 0 is the library function that asks. */
    public CallStack stack() {
        return stack(Locator.ALL - 1);
    }

    /** As {@link #stack()}, as far as is needed to see the function at a level and its caller. */
    public CallStack stack(int level) {
        return innermost(level < 0 || level > Locator.ALL - 2 ? Locator.ALL : level + 2);
    }

    private CallStack innermost(int most) {
        CallStack found = locator.locate(state, most);
        return locator.findsLibraries() ? found : found.within(Level.LIBRARY);
    }

    /** Whether library functions are among the functions that are found. */
    boolean findsLibraries() {
        return locator.findsLibraries();
    }

    /** What is known of a function; null for a library function. */
    public @Nullable FunctionInfo info(LuaValue function) {
        return locator.info(function);
    }

    /** As {@link #origin}, for an error of the language: whether Lua runs, and what it does, is enough for the message. */
    CallStack place() {
        return locator.locate(state, trace.remembersMore() ? trace.remembered() : 1);
    }

    /** What an error that is raised now has to remember. */
    public CallStack origin() {
        return locator.locate(state, trace.remembered());
    }

    /** {@code file:line: } of the function at a level, as {@code error} puts it before a text. */
    public String position(int level) {
        return innermost(level < 0 ? 1 : Math.min(level, Locator.ALL - 1) + 1).position(level);
    }

    /** A text with the position of the function at a level before it, as {@code error} makes it. */
    public LuaValue positioned(LuaValue text, int level) {
        String position = position(level);
        return position.isEmpty()
                ? text.strvalue()
                : LuaString.valueOf(position).concat(text.strvalue());
    }

    /** The innermost active functions of Lua, for a log. */
    public Traceback traceback() {
        return innermost(Trace.FOR_A_LOG).traceback();
    }

    /** The active functions from a level on, worded as {@code debug.traceback} does. */
    public String traceback(int level) {
        return text(stack(), level);
    }

    /** Words a stack as {@code debug.traceback} does. */
    public String text(CallStack stack, int level) {
        LoadedNames names = new LoadedNames(state, stack);
        return new StackText(stack, names::of).from(level);
    }
}
