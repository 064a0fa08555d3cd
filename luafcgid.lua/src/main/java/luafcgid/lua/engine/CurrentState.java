package luafcgid.lua.engine;

import luafcgid.lua.State;
import luafcgid.lua.StateThread;
import luafcgid.lua.limits.Budget;
import org.jspecify.annotations.Nullable;

/** Which state a thread runs. */
public final class CurrentState {
    private static final ThreadLocal<@Nullable State> OTHER_THREADS = new ThreadLocal<>();

    private CurrentState() {}

    public static @Nullable ScriptState get() {
        State state = Thread.currentThread() instanceof StateThread thread ? thread.state() : OTHER_THREADS.get();
        return state instanceof ScriptState script ? script : null;
    }

    /** What the state that this thread runs may still use; without a state, anything. */
    public static Budget budget() {
        ScriptState state = get();
        return state == null ? Budget.unlimited() : state.budget();
    }

    /** Makes {@code state} the thread's, and returns what was. */
    public static @Nullable ScriptState enter(@Nullable ScriptState state) {
        ScriptState before = get();
        if (Thread.currentThread() instanceof StateThread thread) {
            thread.state(state);
        } else {
            // Null is set, not removed: a virtual thread ends soon, and tidying its map costs more than the entry.
            OTHER_THREADS.set(state);
        }
        return before;
    }
}
