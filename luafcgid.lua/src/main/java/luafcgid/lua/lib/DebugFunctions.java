package luafcgid.lua.lib;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.engine.Coroutine;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.Frames;
import luafcgid.lua.runtime.FunctionInfo;
import luafcgid.lua.runtime.Level;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The part of the debug library that only looks. */
final class DebugFunctions {
    private final ScriptState state;

    DebugFunctions(ScriptState state) {
        this.state = state;
    }

    LuaTable table() {
        LuaTable table = new LuaTable(0, 2);
        LibraryFunction.define(table, "traceback", this::traceback);
        LibraryFunction.define(table, "getinfo", this::info);
        return table;
    }

    private Varargs traceback(Varargs arguments) {
        int first = arguments.arg1().isthread() ? 2 : 1;
        LuaValue message = arguments.arg(first);
        boolean given = state.dialect() == Dialect.LUA_5_1 ? arguments.narg() >= first : !message.isnil();
        if (given && !message.isstring()) {
            return message;
        }
        String trace = arguments.arg1() instanceof LuaThread thread
                ? traceback(thread, arguments.optint(3, 0))
                : state.lua().frames().traceback(arguments.optint(2, 1));
        return message.isnil() ? LuaString.valueOf(trace) : message.strvalue().concat(LuaString.valueOf("\n" + trace));
    }

    private String traceback(LuaThread thread, int level) {
        Frames frames = state.lua().frames();
        return thread instanceof Coroutine coroutine && !isRunning(thread)
                ? frames.text(coroutine.stack(), level)
                : frames.traceback(level);
    }

    @SuppressWarnings("ReferenceEquality") // Two coroutines are never equal.
    private boolean isRunning(LuaThread thread) {
        return state.globals().running == thread;
    }

    private Varargs info(Varargs arguments) {
        int first = arguments.arg1().isthread() ? 2 : 1;
        LuaValue subject = arguments.arg(first);
        if (subject.isfunction()) {
            LuaTable info = describe(state.lua().frames().info(subject));
            info.rawset("func", subject);
            return info;
        }
        int at = arguments.checkint(first);
        CallStack stack = state.lua().frames().stack(at);
        Level level = stack.level(at);
        return level == null ? LuaValue.NIL : describe(stack, at, level);
    }

    private LuaTable describe(CallStack stack, int at, Level level) {
        LuaTable info = describe(level.function());
        Name name = stack.name(at);
        info.rawset("currentline", LuaValue.valueOf(level.line()));
        info.rawset("namewhat", LuaString.valueOf(name.kind()));
        if (!name.name().isEmpty()) {
            info.rawset("name", LuaString.valueOf(name.name()));
        }
        LuaValue function = level.value();
        if (function != null) {
            info.rawset("func", function);
        }
        return info;
    }

    private LuaTable describe(@Nullable FunctionInfo function) {
        LuaTable info = new LuaTable();
        String source = function == null ? "=[C]" : function.source();
        info.rawset("source", LuaString.valueOf(source));
        info.rawset("short_src", LuaString.valueOf(LuaNames.inMessages(source, state.dialect())));
        info.rawset("what", LuaValue.valueOf(function == null ? "C" : function.line() == 0 ? "main" : "Lua"));
        info.rawset("linedefined", LuaValue.valueOf(function == null ? -1 : function.line()));
        info.rawset("lastlinedefined", LuaValue.valueOf(function == null ? -1 : function.lastLine()));
        info.rawset("currentline", LuaValue.valueOf(-1));
        info.rawset(
                "nups",
                LuaValue.valueOf(function == null ? 0 : function.upvalues().size()));
        info.rawset("nparams", LuaValue.valueOf(function == null ? 0 : function.parameters()));
        info.rawset("isvararg", LuaValue.valueOf(function == null || function.vararg()));
        info.rawset("namewhat", LuaValue.EMPTYSTRING);
        return info;
    }
}
