package luafcgid.lua.runtime;

import luafcgid.lua.Traceback;
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
    }

    /** What is noted of the running coroutine. */
    public Trace trace() {
        return trace;
    }

    /** What is to be noted of a new coroutine. */
    public Trace newTrace() {
        return locator.newTrace();
    }

    /** Another coroutine runs from now on; returns what was noted of the one before. */
    public Trace enter(Trace coroutine) {
        Trace before = trace;
        trace = coroutine;
        return before;
    }

    /** The active functions: level 0 is the library function that asks. */
    public CallStack stack() {
        return locator.locate(state, Locator.ALL);
    }

    /** As {@link #stack}, up to a level. */
    public CallStack stack(int level) {
        return locator.locate(state, level + 1);
    }

    /** What an error that is raised now has to remember. */
    public CallStack origin() {
        return locator.locate(state, trace.remembered());
    }

    /** {@code file:line: } of the function at a level, as {@code error} puts it before a text. */
    public String position(int level) {
        return stack(level).position(level);
    }

    /** A text with the position of the function at a level before it, as {@code error} makes it. */
    public LuaValue positioned(LuaValue text, int level) {
        String position = position(level);
        return position.isEmpty() ? text : LuaString.valueOf(position).concat(text.strvalue());
    }

    /** The active functions of Lua, for a log. */
    public Traceback traceback() {
        return stack().traceback();
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
