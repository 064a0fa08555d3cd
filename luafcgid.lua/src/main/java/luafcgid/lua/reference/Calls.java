package luafcgid.lua.reference;

import java.util.Arrays;
import luafcgid.lua.runtime.Trace;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** The active functions of one coroutine, as the interpreter tells them. Used by the thread that runs it. */
final class Calls extends Trace {
    /** C Lua 5.1 allows 20,000. A call takes up to 1 KB of the stack, of which a StateThread has twice as much. */
    private static final int MAX_DEPTH = 16_000;

    private static final int FIRST_CAPACITY = 16;
    private static final int LONGEST_KEPT = 256;

    private @Nullable LuaClosure[] functions = new @Nullable LuaClosure[FIRST_CAPACITY];
    private int[] counters = new int[FIRST_CAPACITY];
    private int depth;

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
        if (depth == 0 && functions.length > LONGEST_KEPT) {
            functions = new @Nullable LuaClosure[FIRST_CAPACITY];
            counters = new int[FIRST_CAPACITY];
        }
    }

    @Override
    protected void enterLibrary(LuaValue callee) {
        enter(null);
    }

    @Override
    public int height() {
        return depth;
    }

    @Override
    public void unwindTo(int height) {
        while (depth > height) {
            leave();
        }
    }

    /** Where the innermost handler began; 0 without one. */
    int base() {
        return interruptedAt();
    }

    @Nullable
    LuaClosure function(int index) {
        return functions[index];
    }

    int counter(int index) {
        return counters[index];
    }
}
