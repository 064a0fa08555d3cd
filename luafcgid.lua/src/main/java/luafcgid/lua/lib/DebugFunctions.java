package luafcgid.lua.lib;

import luafcgid.lua.LibraryFunction;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.engine.Calls;
import luafcgid.lua.engine.Frames;
import luafcgid.lua.engine.Operand;
import luafcgid.lua.engine.ScriptState;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
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
        if (!message.isnil() && !message.isstring()) {
            return message;
        }
        String trace = first == 2
                ? "stack traceback:"
                : state.traceback(arguments.optint(2, 1)).toString();
        return message.isnil() ? LuaString.valueOf(trace) : message.strvalue().concat(LuaString.valueOf("\n" + trace));
    }

    private Varargs info(Varargs arguments) {
        int first = arguments.arg1().isthread() ? 2 : 1;
        LuaValue subject = arguments.arg(first);
        Calls calls = state.calls();
        if (subject.isfunction()) {
            LuaTable info = describe(subject instanceof LuaClosure closure ? closure : null);
            info.rawset("func", subject);
            return info;
        }
        int level = arguments.checkint(first);
        if (level != 0 && !calls.hasLevel(level)) {
            return LuaValue.NIL;
        }
        LuaClosure function = level == 0 ? null : calls.function(level);
        LuaTable info = describe(function);
        if (function != null) {
            info.rawset("func", function);
            info.rawset("currentline", LuaValue.valueOf(Frames.line(function.p, calls.counter(level))));
            LuaClosure caller = calls.function(level + 1);
            Operand name = caller == null ? null : Operand.called(caller.p, calls.counter(level + 1));
            info.rawset("namewhat", LuaString.valueOf(name == null ? "" : name.kind()));
            if (name != null) {
                info.rawset("name", LuaString.valueOf(name.name()));
            }
        }
        return info;
    }

    private static LuaTable describe(@Nullable LuaClosure function) {
        LuaTable info = new LuaTable();
        Prototype p = function == null ? null : function.p;
        String source = p == null || p.source == null ? "=[C]" : p.source.tojstring();
        info.rawset("source", LuaString.valueOf(source));
        info.rawset("short_src", LuaString.valueOf(LuaNames.shortName(source)));
        info.rawset("what", LuaValue.valueOf(p == null ? "C" : p.linedefined == 0 ? "main" : "Lua"));
        info.rawset("linedefined", LuaValue.valueOf(p == null ? -1 : p.linedefined));
        info.rawset("lastlinedefined", LuaValue.valueOf(p == null ? -1 : p.lastlinedefined));
        info.rawset("currentline", LuaValue.valueOf(-1));
        info.rawset("nups", LuaValue.valueOf(p == null ? 0 : p.upvalues.length));
        info.rawset("nparams", LuaValue.valueOf(p == null ? 0 : p.numparams));
        info.rawset("isvararg", LuaValue.valueOf(p == null || p.is_vararg != 0));
        info.rawset("namewhat", LuaValue.EMPTYSTRING);
        return info;
    }
}
