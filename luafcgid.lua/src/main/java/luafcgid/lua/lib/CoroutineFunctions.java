package luafcgid.lua.lib;

import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.ScriptState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The coroutine library. */
final class CoroutineFunctions {
    private final ScriptState state;

    CoroutineFunctions(ScriptState state) {
        this.state = state;
    }

    LuaTable table() {
        LuaTable table = new LuaTable(0, 8);
        LibraryFunction.define(table, "create", arguments -> state.coroutines().create(arguments.checkfunction(1)));
        LibraryFunction.define(
                table, "resume", arguments -> arguments.checkthread(1).resume(arguments.subargs(2)));
        LibraryFunction.define(table, "running", arguments -> running());
        LibraryFunction.define(
                table,
                "status",
                arguments -> LuaValue.valueOf(arguments.checkthread(1).getStatus()));
        LibraryFunction.define(table, "yield", arguments -> state.globals().yield(arguments));
        LibraryFunction.define(
                table,
                "isyieldable",
                arguments -> LuaValue.valueOf(!state.globals().running.isMainThread()));
        LibraryFunction.define(table, "wrap", this::wrap);
        return table;
    }

    private Varargs running() {
        LuaThread running = state.globals().running;
        return LuaValue.varargsOf(running, LuaValue.valueOf(running.isMainThread()));
    }

    private Varargs wrap(Varargs arguments) {
        Coroutine coroutine = state.coroutines().create(arguments.checkfunction(1));
        return new LibraryFunction("wrap", values -> {
            Varargs result = coroutine.resume(values);
            if (result.arg1().toboolean()) {
                return result.subargs(2);
            }
            throw state.raise(result.arg(2));
        });
    }
}
