package luafcgid.lua.runtime;

import java.util.function.BooleanSupplier;
import luafcgid.lua.Dialect;
import luafcgid.lua.limits.Budget;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
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

    static {
        // Loads what Java makes stack traces with: where a full stack interrupts that, no exception of the process has
        // one ever after.
        Thread.currentThread().getStackTrace();
    }

    /** Whether a safe point has something to do. Looked at on backward jumps, on function entry and in loops of libraries. Any thread. */
    public volatile boolean attention;

    /** How many tail calls are on the stack. */
    int tailCalls;

    private final Dialect dialect;
    private final Globals globals;
    private final Attention watcher;
    private final Budget budget;
    private final Frames frames;
    private volatile boolean overflowed;
    private @Nullable Joiner joiner;
    private boolean weakTables;
    private BooleanSupplier manyFiles = () -> false;
    private final @Nullable LuaTable[] metatables = new @Nullable LuaTable[LuaValue.TYPE_NAMES.length];

    /** One outside of a pool, for compiled code: nothing is limited. */
    public LuaState(Dialect dialect, Globals globals, Attention watcher) {
        this(dialect, globals, watcher, Budget.unlimited(), new StackFrames());
    }

    public LuaState(Dialect dialect, Globals globals, Attention watcher, Budget budget, Locator locator) {
        this.dialect = dialect;
        this.globals = globals;
        this.watcher = watcher;
        this.budget = budget;
        this.frames = new Frames(this, locator);
    }

    public Dialect dialect() {
        return dialect;
    }

    public Globals globals() {
        return globals;
    }

    /** Where the state is. */
    public Frames frames() {
        return frames;
    }

    /** For one string at a time. */
    Joiner joiner() {
        Joiner known = joiner;
        if (known == null) {
            known = new Joiner(dialect);
            joiner = known;
        }
        return known;
    }

    /** What the state may still use: to be asked before a long string is made, a file is opened and the like. */
    public Budget budget() {
        return budget;
    }

    /** Whether the stack was full once: that may have struck in the middle of a library function's work. Any thread. */
    public boolean overflowed() {
        return overflowed;
    }

    public void setOverflowed() {
        overflowed = true;
    }

    /** Whether its scripts can see what the collector does: a table has been weak, or many files may be forgotten. */
    public boolean showsCollections() {
        return weakTables || manyFiles.getAsBoolean();
    }

    /** Has the state ask whether its files are so many that the forgotten ones should be found. */
    public void setManyFiles(BooleanSupplier manyFiles) {
        this.manyFiles = manyFiles;
    }

    public void setWeakTables() {
        weakTables = true;
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
