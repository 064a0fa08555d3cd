package luafcgid.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** What is noted of a coroutine while it runs: by {@link Frames} for errors, in subclasses by engines that find functions by it. */
public abstract class Trace {
    /** Who raised an error and who called that: enough for a message. */
    static final int FOR_A_MESSAGE = 2;
    /** What a log shows, and as many library functions between. A full stack would take a tenth of a second. */
    static final int FOR_A_LOG = 2 * CallStack.LONGEST_TRACEBACK;
    /** As many as C Lua has room for. Without it an error that each of a hundred thousand passes on would take a stack walk for each. */
    private static final int MOST_PROTECTED = 197;

    private CallStack interrupted = CallStack.EMPTY;
    private int interruptedAt;
    private int remembered = FOR_A_MESSAGE;
    private int protectedCalls;
    /** Whether somebody catches an error within the coroutine. */
    private boolean protectedCall;
    /** The to-be-closed variables that an error has left which ended the coroutine, the innermost first. */
    private List<LuaValue> open = List.of();

    private @Nullable LuaValue handler;
    /** While the coroutine does not run. */
    private int tailCalls;

    /** How many functions are noted. */
    public abstract int height();

    /** Forgets functions that an error has left. */
    public abstract void unwindTo(int height);

    /** A library function that calls {@code callee}, as {@code pcall} does, begins. */
    protected void enterLibrary(LuaValue callee) {}

    /** A library function begins that another one calls, or that a coroutine begins with. */
    public void enterCallback(LuaValue callee) {}

    /** What a handler has interrupted. */
    public final CallStack interrupted() {
        return interrupted;
    }

    /** The {@link #height} of what began before the handler. */
    protected final int interruptedAt() {
        return interruptedAt;
    }

    final void interrupt(CallStack stack, int height) {
        interrupted = stack;
        interruptedAt = height;
    }

    /** Another protected call begins within those that there are; false where there may be no more. */
    final boolean beginProtected() {
        if (protectedCalls == MOST_PROTECTED) {
            return false;
        }
        protectedCalls++;
        return true;
    }

    final void endProtected() {
        protectedCalls--;
    }

    final int tailCalls() {
        return tailCalls;
    }

    final void tailCalls(int pending) {
        tailCalls = pending;
    }

    /** How many functions an error remembers, from the innermost. */
    final int remembered() {
        return remembered;
    }

    /** Whether an error remembers more than what its message needs. */
    final boolean remembersMore() {
        return remembered > FOR_A_MESSAGE;
    }

    final void remember(int levels) {
        remembered = levels;
    }

    /** What {@code xpcall} is to make of an error that is raised now; null where the nearest protected call has no handler. */
    final @Nullable LuaValue handler() {
        return handler;
    }

    final void handler(@Nullable LuaValue function) {
        handler = function;
    }

    final boolean isProtected() {
        return protectedCall;
    }

    /** Returns what was. */
    final boolean protect(boolean now) {
        boolean before = protectedCall;
        protectedCall = now;
        return before;
    }

    final void leaveOpen(LuaValue value) {
        if (open.isEmpty()) {
            open = new ArrayList<>();
        }
        open.add(value);
    }

    /** The to-be-closed variables that an error has left open, the innermost first; they are no more this trace's. */
    public final List<LuaValue> takeOpen() {
        List<LuaValue> taken = open;
        open = List.of();
        return taken;
    }
}
