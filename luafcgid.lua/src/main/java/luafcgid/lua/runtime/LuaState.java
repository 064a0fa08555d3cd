package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * What compiled code knows of its state: every closure holds it, so nothing has to ask the thread. Used by the thread that runs the
 * state, but for {@link #attention}.
 */
public final class LuaState {
    /** What happens at a safe point at which something is asked of the script. */
    @FunctionalInterface
    public interface Attention {
        /** Clears {@link LuaState#attention} before it looks; sets it again where it has to be asked again. May throw to end the script. */
        void attend();
    }

    /** Whether a safe point has something to do. Looked at on backward jumps, on function entry and in loops of libraries. Any thread. */
    public volatile boolean attention;

    /** How many tail calls are on the stack. */
    int tailCalls;

    private final Dialect dialect;
    private final LuaTable globals;
    private final Attention watcher;
    private final @Nullable LuaTable[] metatables = new @Nullable LuaTable[LuaValue.TYPE_NAMES.length];

    public LuaState(Dialect dialect, LuaTable globals, Attention watcher) {
        this.dialect = dialect;
        this.globals = globals;
        this.watcher = watcher;
    }

    public Dialect dialect() {
        return dialect;
    }

    public LuaTable globals() {
        return globals;
    }

    /** Does what is asked of the script. */
    public void safepoint() {
        if (attention) {
            watcher.attend();
        }
    }

    /** The metatable that all values of a type have in this state; not for tables and userdata, which have their own. */
    public @Nullable LuaTable typeMetatable(int type) {
        return metatables[type];
    }

    /** Gives all values of a type, a {@code LuaValue.T...} that is neither table nor userdata, a metatable. */
    public void typeMetatable(int type, @Nullable LuaTable metatable) {
        metatables[type] = metatable;
    }
}
