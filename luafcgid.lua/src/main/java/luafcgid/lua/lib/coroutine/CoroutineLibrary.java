package luafcgid.lua.lib.coroutine;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.Coroutines;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine library. */
public final class CoroutineLibrary {
    private final ScriptState state;
    private final Dialect dialect;
    private final Coroutines coroutines;
    private final ThreadArgument threads;

    private CoroutineLibrary(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
        this.coroutines = state.coroutines();
        this.threads = new ThreadArgument(dialect);
    }

    /** The library of a state. */
    public static LuaTable table(ScriptState state) {
        return new CoroutineLibrary(state).table();
    }

    private LuaTable table() {
        LuaTable table = new LuaTable(0, 8);
        LibraryFunction.define(table, "create", arguments -> create(arguments, false));
        LibraryFunction.define(table, "running", arguments -> running());
        LibraryFunction.define(
                table, "status", arguments -> LuaValue.valueOf(coroutines.status(threads.first(arguments))));
        LibraryFunction.define(table, "wrap", arguments -> new Switches.Wrapped(coroutines, create(arguments, true)));
        table.rawset("resume", new Switches.Resume(coroutines, threads));
        table.rawset("yield", new Switches.Yield(coroutines));
        if (dialect.isAtLeast(Dialect.LUA_5_3)) {
            LibraryFunction.define(table, "isyieldable", this::isYieldable);
        }
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            LibraryFunction.define(table, "close", arguments -> coroutines.close(threads.first(arguments)));
        }
        return table;
    }

    private Coroutine create(Varargs arguments, boolean wrapped) {
        LuaValue function = Arguments.at(arguments, 1);
        if (dialect == Dialect.LUA_5_1 && state.lua().frames().info(function) == null) {
            throw Arguments.wrong(1, "Lua function expected");
        }
        return coroutines.create(Arguments.function(1, function), wrapped);
    }

    private Varargs running() {
        LuaThread running = state.globals().running;
        if (dialect == Dialect.LUA_5_1) {
            return running.isMainThread() ? LuaValue.NIL : running;
        }
        return LuaValue.varargsOf(running, LuaValue.valueOf(running.isMainThread()));
    }

    private Varargs isYieldable(Varargs arguments) {
        boolean other = dialect.isAtLeast(Dialect.LUA_5_4) && arguments.narg() > 0;
        return LuaValue.valueOf(coroutines.isYieldable(other ? threads.first(arguments) : state.globals().running));
    }
}
