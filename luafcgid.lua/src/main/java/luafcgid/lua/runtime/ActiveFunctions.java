package luafcgid.lua.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The active functions of a coroutine that were compiled from reflective chunks: they alone can be reached by {@code setfenv},
 * {@code getfenv}, {@code module} and {@code debug.getinfo}.
 */
public final class ActiveFunctions extends Trace {
    private static final int FIRST_CAPACITY = 4;

    private @Nullable Closure[] closures = new @Nullable Closure[FIRST_CAPACITY];
    private int count;

    /** What a function of a reflective chunk begins with. */
    public static void enter(LuaState state, Closure closure) {
        ((ActiveFunctions) state.frames().trace()).push(closure);
    }

    /** What it does before it returns. */
    public static void leave(LuaState state) {
        ((ActiveFunctions) state.frames().trace()).pop();
    }

    /** To be called where a function of a reflective chunk begins. */
    public void push(Closure closure) {
        if (count == closures.length) {
            closures = Arrays.copyOf(closures, count * 2);
        }
        closures[count] = closure;
        count++;
    }

    /** To be called where it returns; where an error leaves it, who catches that calls {@link #unwindTo}. */
    public void pop() {
        closures[--count] = null;
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
            Closure closure = closures[i];
            if (closure != null && closure.info() == function) {
                return i;
            }
        }
        return -1;
    }

    /** What was noted at an index. */
    @Nullable
    Closure closure(int index) {
        return closures[index];
    }
}
