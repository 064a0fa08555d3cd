package luafcgid.lua.lib;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine library. */
final class CoroutineFunctions {
    private final ScriptState state;
    private final Dialect dialect;

    CoroutineFunctions(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    LuaTable table() {
        LuaTable table = new LuaTable(0, 8);
        LibraryFunction.define(table, "create", this::create);
        LibraryFunction.define(table, "resume", arguments -> thread(arguments).resume(arguments.subargs(2)));
        LibraryFunction.define(table, "running", arguments -> running());
        LibraryFunction.define(
                table, "status", arguments -> LuaValue.valueOf(thread(arguments).getStatus()));
        LibraryFunction.define(table, "yield", arguments -> state.globals().yield(arguments));
        LibraryFunction.define(table, "wrap", this::wrap);
        if (dialect.isAtLeast(Dialect.LUA_5_3)) {
            LibraryFunction.define(table, "isyieldable", this::isYieldable);
        }
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            LibraryFunction.define(table, "close", this::close);
        }
        return table;
    }

    private Coroutine create(Varargs arguments) {
        LuaValue function = arguments.arg1();
        if (dialect == Dialect.LUA_5_1 && !function.isfunction()) {
            throw argument("Lua function expected");
        }
        return state.coroutines().create(arguments.checkfunction(1));
    }

    private LuaThread thread(Varargs arguments) {
        if (arguments.arg1() instanceof LuaThread thread) {
            return thread;
        }
        return switch (dialect) {
            case LUA_5_1, LUA_5_2 -> throw argument("coroutine expected");
            case LUA_5_3 -> throw argument("thread expected");
            case LUA_5_4 -> arguments.checkthread(1);
        };
    }

    private static IllegalStateException argument(String what) {
        LuaValue.argerror(1, what);
        return new IllegalStateException("an argument error is thrown");
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
        LuaThread thread = other ? thread(arguments) : state.globals().running;
        return LuaValue.valueOf(!thread.isMainThread());
    }

    private Varargs close(Varargs arguments) {
        LuaThread thread = thread(arguments);
        if (thread instanceof Coroutine coroutine) {
            return coroutine.close();
        }
        throw new LuaError(
                "cannot close a " + (state.globals().running.isMainThread() ? "running" : "normal") + " coroutine");
    }

    private Varargs wrap(Varargs arguments) {
        Coroutine coroutine = create(arguments);
        return new LibraryFunction("wrap", coroutine::go);
    }
}
