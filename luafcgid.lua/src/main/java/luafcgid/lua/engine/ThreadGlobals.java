package luafcgid.lua.engine;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;

/**
 * The table of globals that each coroutine of 5.1 has, and the main thread: functions that it loads and coroutines that it makes take it
 * over. It is that of the state until {@code setfenv} changes it.
 */
public final class ThreadGlobals {
    private final Globals state;
    private LuaTable main;

    ThreadGlobals(Globals state) {
        this.state = state;
        this.main = state;
    }

    /** That of the thread that runs. */
    public LuaTable current() {
        return of(state.running);
    }

    public LuaTable of(LuaThread thread) {
        return thread instanceof Coroutine coroutine ? coroutine.environment() : main;
    }

    public void set(LuaThread thread, LuaTable table) {
        if (thread instanceof Coroutine coroutine) {
            coroutine.environment(table);
        } else {
            main = table;
        }
    }

    /** Changes that of the thread that runs. */
    public void setCurrent(LuaTable table) {
        set(state.running, table);
    }
}
