package luafcgid.lua.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * The active functions of a coroutine that were compiled from reflective chunks, and the main functions of the others: they alone can be
 * reached by {@code setfenv}, {@code getfenv}, {@code module} and {@code debug.getinfo}. Among them library functions that library
 * functions have called, whose names nothing else tells.
 */
public final class ActiveFunctions extends Trace {
    private static final int FIRST_CAPACITY = 4;

    private @Nullable LuaFunction[] functions = new @Nullable LuaFunction[FIRST_CAPACITY];
    private int count;

    /** What such a function begins with. */
    public static void enter(LuaState state, Closure closure) {
        ((ActiveFunctions) state.frames().trace()).push(closure);
    }

    /** What it does before it returns. */
    public static void leave(LuaState state) {
        ((ActiveFunctions) state.frames().trace()).pop();
    }

    /** To be called where such a function begins. */
    public void push(LuaFunction function) {
        if (count == functions.length) {
            functions = Arrays.copyOf(functions, count * 2);
        }
        functions[count] = function;
        count++;
    }

    @Override
    protected void enterLibrary(LuaValue callee) {
        if (callee instanceof LuaFunction function && !(callee instanceof Closure)) {
            push(function);
        }
    }

    @Override
    public void enterCallback(LuaValue callee) {
        enterLibrary(callee);
    }

    /** To be called where it returns; where an error leaves it, who catches that calls {@link #unwindTo}. */
    public void pop() {
        functions[--count] = null;
    }

    @Override
    public int height() {
        return count;
    }

    @Override
    public void unwindTo(int height) {
        while (count > height) {
            pop();
        }
    }

    /** Where among the first {@code before} that were noted the last closure of a function is; -1 where there is none. */
    @SuppressWarnings("ReferenceEquality") // One function of the source has one.
    int lastOf(FunctionInfo function, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (functions[i] instanceof Closure closure && closure.info() == function) {
                return i;
            }
        }
        return -1;
    }

    /** Where among the first {@code before} that were noted the last library function is; -1 where there is none. */
    int lastLibrary(int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (!(functions[i] instanceof Closure)) {
                return i;
            }
        }
        return -1;
    }

    /** What was noted at an index. */
    @Nullable
    LuaFunction function(int index) {
        return functions[index];
    }
}
