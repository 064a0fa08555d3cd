package luafcgid.lua.lib.debug;

import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Closure;
import luafcgid.lua.runtime.LightUserdata;
import luafcgid.lua.runtime.Upvalue;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Functions that look at the variables which functions have captured. */
record UpvalueFunctions(Dialect dialect) {
    void into(LuaTable table) {
        LibraryFunction.define(table, "getupvalue", this::get);
        LibraryFunction.define(table, "setupvalue", this::set);
        if (dialect.isAtLeast(Dialect.LUA_5_2)) {
            LibraryFunction.define(table, "upvalueid", this::id);
            LibraryFunction.define(table, "upvaluejoin", this::join);
        }
    }

    private Varargs get(Varargs arguments) {
        Upvalue upvalue = upvalue(arguments, 1);
        return upvalue == null ? LuaValue.NONE : LuaValue.varargsOf(LuaString.valueOf(upvalue.name()), upvalue.value());
    }

    private Varargs set(Varargs arguments) {
        LuaValue value = Arguments.any(3, Arguments.at(arguments, 3));
        Upvalue upvalue = upvalue(arguments, 1);
        if (upvalue == null) {
            return LuaValue.NONE;
        }
        upvalue.assign(value);
        return LuaString.valueOf(upvalue.name());
    }

    private Varargs id(Varargs arguments) {
        Upvalue upvalue = upvalue(arguments, 1);
        if (upvalue == null && dialect.isAtLeast(Dialect.LUA_5_4)) {
            return LuaValue.NIL;
        }
        return new LightUserdata(present(upvalue, 2).identity());
    }

    private Varargs join(Varargs arguments) {
        Upvalue first = present(upvalue(arguments, 1), 2);
        first.join(present(upvalue(arguments, 3), 4));
        return LuaValue.NONE;
    }

    private static Upvalue present(@Nullable Upvalue upvalue, int index) {
        if (upvalue == null) {
            throw Arguments.wrong(index, "invalid upvalue index");
        }
        return upvalue;
    }

    /** The one that an argument and the next, its index, stand for. Library functions have none. */
    private @Nullable Upvalue upvalue(Varargs arguments, int argument) {
        long index = Arguments.integer(dialect, argument + 1, Arguments.at(arguments, argument + 1));
        LuaValue function = Arguments.function(argument, Arguments.at(arguments, argument));
        return function instanceof Closure closure ? Upvalue.of(closure, index) : null;
    }
}
