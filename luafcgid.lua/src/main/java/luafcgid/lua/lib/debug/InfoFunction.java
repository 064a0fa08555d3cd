package luafcgid.lua.lib.debug;

import java.util.HashSet;
import java.util.Set;
import luafcgid.lua.Dialect;
import luafcgid.lua.code.LuaNames;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.Closure;
import luafcgid.lua.runtime.FunctionInfo;
import luafcgid.lua.runtime.Level;
import luafcgid.lua.runtime.Site.Name;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code debug.getinfo}. */
final class InfoFunction {
    private final ScriptState state;
    private final Dialect dialect;
    private final Subject subject;
    private final LuaTable loaded;
    /** What scripts may ask for, and what they get where they do not say. */
    private final String options;

    /** @param loaded the modules of the state */
    InfoFunction(ScriptState state, Subject subject, LuaTable loaded) {
        this.loaded = loaded;
        this.state = state;
        this.dialect = state.dialect();
        this.subject = subject;
        this.options = switch (dialect) {
            case LUA_5_1 -> "flnSu";
            case LUA_5_2, LUA_5_3 -> "flnStu";
            case LUA_5_4 -> "flnSrtu";
        };
    }

    /**
     * What is known of a function, or of the one at a level.
     *
     * @param self this function, which is what runs at level 0
     */
    Varargs info(Varargs arguments, LuaValue self) {
        int first = Subject.offset(arguments) + 1;
        LuaValue asked = Arguments.at(arguments, first);
        String wanted = arguments.isnoneornil(first + 1)
                ? options
                : Arguments.string(first + 1, arguments.arg(first + 1)).tojstring();
        if (dialect.isAtLeast(Dialect.LUA_5_4) && wanted.startsWith(">")) {
            throw Arguments.wrong(first + 1, "invalid option '>'");
        }
        if (asked.isfunction()) {
            Level level = new Level(state.lua().frames().info(asked), null, asked, false);
            return describe(level, Name.NONE, wanted, first + 1);
        }
        if (!dialect.hasIntegers() && !asked.isnumber()) {
            throw Arguments.wrong(first, "function or level expected");
        }
        int at = subject.level(first, asked);
        if (at < 0) {
            // So 5.1 looks at what a tail call has left.
            return dialect == Dialect.LUA_5_1 ? describe(Level.LOST, Name.NONE, wanted, first + 1) : LuaValue.NIL;
        }
        CallStack stack = subject.stack(arguments, at);
        Level level = stack.level(at);
        if (level == null) {
            return LuaValue.NIL;
        }
        Name name = stack.name(at);
        boolean own = at == 0 && subject.other(arguments) == null;
        return describe(own ? Level.library(self) : identified(level, name), name, wanted, first + 1);
    }

    /** A library function by its name, where only one has that name. */
    private Level identified(Level level, Name name) {
        if (level.value() != null
                || level.isLua()
                || level.isLost()
                || name.name().isEmpty()) {
            return level;
        }
        LuaValue key = LuaValue.valueOf(name.name());
        Set<LuaValue> named = new HashSet<>();
        if (name.kind().equals("global")) {
            named.add(state.globals().rawget(key));
        } else {
            for (LuaValue module : loaded.keys()) {
                named.add(loaded.rawget(module) instanceof LuaTable table ? table.rawget(key) : LuaValue.NIL);
            }
        }
        named.removeIf(value -> !value.isfunction() || value instanceof Closure);
        return named.size() == 1 ? Level.library(named.iterator().next()) : level;
    }

    private LuaTable describe(Level level, Name name, String wanted, int index) {
        LuaTable info = new LuaTable(0, 16);
        for (int i = 0; i < wanted.length(); i++) {
            if (!describe(info, level, name, wanted.charAt(i))) {
                throw Arguments.wrong(index, "invalid option");
            }
        }
        return info;
    }

    /** Returns whether there is such an option. */
    private boolean describe(LuaTable info, Level level, Name name, char option) {
        switch (option) {
            case 'S' -> source(info, level);
            case 'l' -> number(info, "currentline", level.line());
            case 'n' -> name(info, level, name);
            case 'u' -> variables(info, level.function());
            case 'L' -> lines(info, level.function());
            case 'f' -> info.rawset("func", level.value() == null ? LuaValue.NIL : level.value());
            default -> {
                return describeNewer(info, level, option);
            }
        }
        return true;
    }

    private boolean describeNewer(LuaTable info, Level level, char option) {
        if (option == 't' && dialect.isAtLeast(Dialect.LUA_5_2)) {
            info.rawset("istailcall", LuaValue.valueOf(level.tailCalled()));
            return true;
        }
        if (option == 'r' && dialect.isAtLeast(Dialect.LUA_5_4)) {
            number(info, "ftransfer", 0);
            number(info, "ntransfer", 0);
            return true;
        }
        return false;
    }

    private void source(LuaTable info, Level level) {
        FunctionInfo function = level.function();
        String source = function != null ? function.source() : level.isLost() ? "=(tail call)" : "=[C]";
        String what = function != null ? (function.line() == 0 ? "main" : "Lua") : level.isLost() ? "tail" : "C";
        info.rawset("source", LuaString.valueOf(source));
        info.rawset("short_src", LuaString.valueOf(LuaNames.inMessages(source, dialect)));
        info.rawset("what", LuaValue.valueOf(what));
        number(info, "linedefined", function == null ? -1 : function.line());
        number(info, "lastlinedefined", function == null ? -1 : function.lastLine());
    }

    private void name(LuaTable info, Level level, Name name) {
        info.rawset("namewhat", LuaString.valueOf(name.kind()));
        if (!name.name().isEmpty() || level.isLost()) {
            info.rawset("name", LuaString.valueOf(name.name()));
        }
    }

    private void variables(LuaTable info, @Nullable FunctionInfo function) {
        number(info, "nups", function == null ? 0 : function.upvalues().size());
        if (dialect.isAtLeast(Dialect.LUA_5_2)) {
            number(info, "nparams", function == null ? 0 : function.parameters().size());
            info.rawset("isvararg", LuaValue.valueOf(function == null || function.vararg()));
        }
    }

    private void lines(LuaTable info, @Nullable FunctionInfo function) {
        if (function != null) {
            LuaTable lines = new LuaTable();
            function.activeLines().forEach(line -> lines.rawset(Numbers.whole(dialect, line), LuaValue.TRUE));
            info.rawset("activelines", lines);
        }
    }

    private void number(LuaTable info, String name, int value) {
        info.rawset(name, Numbers.whole(dialect, value));
    }
}
