package luafcgid.lua.lib;

import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.lib.debug.FunctionEnvironment;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.CallStack;
import luafcgid.lua.runtime.Level;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What 5.1 has for the environments of functions, and {@code module}, which rests on them. */
final class EnvironmentFunctions {
    private static final LuaValue NAME = LuaValue.valueOf("_NAME");

    private final ScriptState state;
    private final LuaTable loaded;

    EnvironmentFunctions(ScriptState state, LuaTable loaded) {
        this.state = state;
        this.loaded = loaded;
    }

    void into(LuaTable globals) {
        LibraryFunction.define(globals, "getfenv", this::get);
        LibraryFunction.define(globals, "setfenv", this::set);
    }

    /** Also in 5.2 as it is built by default. */
    void moduleInto(LuaTable globals, LuaTable library) {
        LibraryFunction.define(globals, "module", this::module);
        LibraryFunction.define(library, "seeall", this::seeAll);
    }

    private Varargs get(Varargs arguments) {
        LuaValue subject = arguments.arg1();
        if (!subject.isfunction()) {
            long level = level(subject, 1);
            if (level == 0) {
                return state.threadGlobals().current();
            }
            subject = function(level);
        }
        LuaValue environment = subject == null ? null : FunctionEnvironment.of(subject);
        return environment == null ? state.threadGlobals().current() : environment;
    }

    private Varargs set(Varargs arguments) {
        LuaValue subject = Arguments.at(arguments, 1);
        LuaTable environment = Arguments.table(2, Arguments.at(arguments, 2));
        LuaValue function = subject.isfunction() ? subject : null;
        if (function == null) {
            long level = level(subject, 0);
            if (subject.todouble() == 0) {
                state.threadGlobals().setCurrent(environment);
                return LuaValue.NONE;
            }
            function = level == 0 ? null : function(level);
        }
        if (function == null || !FunctionEnvironment.change(function, environment)) {
            throw new LuaError("'setfenv' cannot change environment of given object");
        }
        return function;
    }

    /** @param least 1 where a missing level is that */
    private long level(LuaValue subject, int least) {
        long level = least == 1
                ? Arguments.integer(state.dialect(), 1, subject, 1)
                : Arguments.integer(state.dialect(), 1, subject);
        if (level < 0) {
            throw Arguments.wrong(1, "level must be non-negative");
        }
        return level;
    }

    /** Null where it cannot be had: a library function, or one of a chunk that names none of these functions. */
    private @Nullable LuaValue function(long level) {
        Level found = active(level);
        if (found.isLost()) {
            throw new LuaError("no function environment for tail call at level " + level);
        }
        return found.value();
    }

    private Level active(long level) {
        int at = (int) Math.min(level, Integer.MAX_VALUE - 2);
        CallStack stack = state.lua().frames().stack(at);
        Level found = stack.level(at);
        if (found == null) {
            throw Arguments.wrong(1, "invalid level");
        }
        return found;
    }

    private Varargs module(Varargs arguments) {
        LuaValue name = Arguments.string(1, Arguments.at(arguments, 1));
        LuaValue present = loaded.rawget(name);
        LuaTable module = present instanceof LuaTable table ? table : create(name.tojstring());
        loaded.rawset(name, module);
        if (module.get(NAME).isnil()) {
            String text = name.tojstring();
            module.set("_M", module);
            module.set(NAME, name);
            module.set("_PACKAGE", LuaValue.valueOf(text.substring(0, text.lastIndexOf('.') + 1)));
        }
        Level caller = active(1);
        boolean changed = caller.value() != null && FunctionEnvironment.change(caller.value(), module);
        // A function that ended with this call has no environment to be changed.
        if (!changed && !caller.isLost()) {
            throw new LuaError("'module' not called from a Lua function");
        }
        for (int i = 2; i <= arguments.narg(); i++) {
            if (arguments.arg(i).isfunction()) {
                arguments.arg(i).call(module);
            }
        }
        return LuaValue.NONE;
    }

    /** The global table of that name, a new one where there is none. */
    private LuaTable create(String name) {
        LuaTable table = state.threadGlobals().current();
        for (String part : name.split("\\.", -1)) {
            LuaValue key = LuaValue.valueOf(part);
            LuaValue next = table.rawget(key);
            if (next.isnil()) {
                next = new LuaTable();
                table.set(key, next);
            }
            if (!(next instanceof LuaTable inner)) {
                throw new LuaError("name conflict for module '" + name + "'");
            }
            table = inner;
        }
        return table;
    }

    private Varargs seeAll(Varargs arguments) {
        LuaTable module = Arguments.table(1, Arguments.at(arguments, 1));
        LuaValue metatable = module.getmetatable();
        if (metatable == null) {
            metatable = new LuaTable(0, 1);
            module.setmetatable(metatable);
        }
        metatable.rawset(LuaValue.INDEX, state.threadGlobals().current());
        return LuaValue.NONE;
    }
}
