package luafcgid.lua.engine;

import java.util.Arrays;
import luafcgid.lua.Traceback;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** The active Lua functions of one coroutine. Used by the thread that runs it. */
public final class Calls {
    /** C Lua 5.1 allows 20,000. A call takes up to 1 KB of the stack, of which a StateThread has twice as much. */
    static final int MAX_DEPTH = 16_000;

    private static final int FIRST_CAPACITY = 16;
    private static final int LONGEST_KEPT = 256;
    /** Enough to see where it happened; a runaway recursion has thousands. */
    private static final int SNAPSHOT_FRAMES = 48;

    private @Nullable LuaClosure[] functions = new LuaClosure[FIRST_CAPACITY];
    private int[] counters = new int[FIRST_CAPACITY];
    private int depth;

    /** What {@code xpcall} was given, while its function runs. */
    private @Nullable LuaValue handler;

    private @Nullable String hookedMessage;
    private Snapshot hookedAt = Snapshot.NONE;
    private @Nullable LuaValue handled;

    /** A library function that calls back has null for a function. */
    void enter(@Nullable LuaClosure function) {
        int index = depth;
        if (index == functions.length) {
            grow();
        }
        functions[index] = function;
        counters[index] = 0;
        depth = index + 1;
    }

    private void grow() {
        if (depth >= MAX_DEPTH) {
            throw new LuaError("stack overflow");
        }
        int capacity = Math.min(MAX_DEPTH, depth * 2);
        functions = Arrays.copyOf(functions, capacity);
        counters = Arrays.copyOf(counters, capacity);
    }

    void at(int counter) {
        counters[depth - 1] = counter;
    }

    void leave() {
        functions[--depth] = null;
    }

    int depth() {
        return depth;
    }

    /** Back to where a protected call began, whatever was skipped on the way. */
    void unwindTo(int height) {
        while (depth > height) {
            functions[--depth] = null;
        }
    }

    /** Lets the memory of a deep recursion go. */
    void shrink() {
        if (depth == 0 && functions.length > LONGEST_KEPT) {
            functions = new LuaClosure[FIRST_CAPACITY];
            counters = new int[FIRST_CAPACITY];
        }
    }

    @Nullable
    LuaValue handler() {
        return handler;
    }

    void handler(@Nullable LuaValue function) {
        handler = function;
    }

    /**
     * An active function.
     *
     * @param level 1 for the innermost
     * @return null for a library function, and where there is no such level (see {@link #hasLevel})
     */
    public @Nullable LuaClosure function(int level) {
        return hasLevel(level) ? functions[depth - level] : null;
    }

    public boolean hasLevel(int level) {
        return level >= 1 && level <= depth;
    }

    /** The instruction that the function at a level executes. */
    public int counter(int level) {
        return counters[depth - level];
    }

    /** {@code file:line: } of the function at a level; empty for a library function. */
    public String position(int level) {
        LuaClosure function = function(level);
        if (function == null) {
            return "";
        }
        int line = Frames.line(function.p, counter(level));
        return Frames.source(function.p) + ":" + (line > 0 ? line : "?") + ": ";
    }

    /** The active functions from a level outwards. */
    public Traceback traceback(int level) {
        return snapshot(level).traceback();
    }

    Snapshot snapshot(int level) {
        int count = Math.min(depth - level + 1, SNAPSHOT_FRAMES);
        if (count <= 0) {
            return Snapshot.NONE;
        }
        @Nullable LuaClosure[] inner = new LuaClosure[count];
        int[] at = new int[count];
        for (int i = 0; i < count; i++) {
            inner[i] = functions[depth - level - i];
            at[i] = counters[depth - level - i];
        }
        return new Snapshot(inner, at);
    }

    /** Remembers an error that LuaJ raised, for who catches it. */
    void hooked(String message, Snapshot where, @Nullable LuaValue result) {
        hookedMessage = message;
        hookedAt = where;
        handled = result;
    }

    /** Whether {@code error} is the one remembered: it carries the very same string. */
    private boolean isHooked(LuaError error) {
        String message = error.getMessage();
        return message != null && sameObject(message, hookedMessage);
    }

    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    private static boolean sameObject(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }

    /** Where the error was raised. */
    Snapshot where(LuaError error) {
        if (error instanceof RaisedError raised) {
            return raised.snapshot();
        }
        return isHooked(error) ? hookedAt : Snapshot.NONE;
    }

    /** What the handler made of the error where it was raised; null when it was not called there. */
    @Nullable
    LuaValue handled(LuaError error) {
        return error instanceof RaisedError || isHooked(error) ? handled : null;
    }

    /** Calls the handler, where there is one, while the functions that failed are still active. */
    @Nullable
    LuaValue handle(LuaValue error) {
        LuaValue function = handler;
        if (function == null) {
            return null;
        }
        // An error in the handler must not call it again.
        handler = null;
        int height = depth;
        try {
            enter(null);
            return function.call(error);
        } catch (LuaError | StackOverflowError e) {
            return LuaValue.valueOf("error in error handling");
        } finally {
            unwindTo(height);
            handler = function;
        }
    }

    /** Makes an error of a value, as {@code error} does: the handler sees it before the functions that failed are left. */
    RaisedError raise(LuaValue value) {
        RaisedError error = new RaisedError(value, snapshot(1));
        handled = handle(value);
        return error;
    }
}
