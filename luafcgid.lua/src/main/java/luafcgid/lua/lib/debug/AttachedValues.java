package luafcgid.lua.lib.debug;

import java.util.Map;
import java.util.WeakHashMap;
import luafcgid.lua.Dialect;
import luafcgid.lua.LibraryFunction;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.LightUserdata;
import luafcgid.lua.runtime.Metamethods;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Functions for what any value has beside itself: its metatable, the value or environment that a userdata has with it. */
final class AttachedValues {
    private final ScriptState state;
    private final Dialect dialect;
    private final Map<LuaValue, LuaValue> values = new WeakHashMap<>();

    AttachedValues(ScriptState state) {
        this.state = state;
        this.dialect = state.dialect();
    }

    void into(LuaTable table) {
        LibraryFunction.define(table, "getmetatable", this::metatable);
        LibraryFunction.define(table, "setmetatable", this::setMetatable);
        if (dialect == Dialect.LUA_5_1) {
            LibraryFunction.define(table, "getfenv", this::environment);
            LibraryFunction.define(table, "setfenv", this::setEnvironment);
        } else {
            LibraryFunction.define(table, "getuservalue", this::userValue);
            LibraryFunction.define(table, "setuservalue", this::setUserValue);
        }
    }

    private Varargs metatable(Varargs arguments) {
        LuaValue metatable = Metamethods.metatable(state.lua(), Arguments.any(1, Arguments.at(arguments, 1)));
        return metatable == null ? LuaValue.NIL : metatable;
    }

    private Varargs setMetatable(Varargs arguments) {
        LuaValue value = arguments.arg1();
        LuaValue metatable = Arguments.at(arguments, 2);
        if (Arguments.isNone(metatable) || !(metatable.isnil() || metatable.istable())) {
            String wanted = "nil or table expected";
            throw Arguments.wrong(
                    2, dialect.isAtLeast(Dialect.LUA_5_4) ? wanted + ", got " + Arguments.typeName(metatable) : wanted);
        }
        LuaTable table = metatable instanceof LuaTable given ? given : null;
        if (value instanceof LuaTable || value instanceof LuaUserdata) {
            value.setmetatable(table);
        } else {
            state.lua().typeMetatable(value.type(), table);
        }
        return dialect == Dialect.LUA_5_1 ? LuaValue.TRUE : value;
    }

    private Varargs environment(Varargs arguments) {
        LuaValue value = Arguments.any(1, Arguments.at(arguments, 1));
        if (value.isfunction()) {
            LuaValue environment = FunctionEnvironment.of(value);
            return environment == null ? state.globals() : environment;
        }
        if (value.isuserdata()) {
            return values.getOrDefault(value, state.globals());
        }
        return value instanceof LuaThread thread ? state.threadGlobals().of(thread) : LuaValue.NIL;
    }

    private Varargs setEnvironment(Varargs arguments) {
        LuaTable environment = Arguments.table(2, Arguments.at(arguments, 2));
        LuaValue value = arguments.arg1();
        if (value.isuserdata()) {
            values.put(value, environment);
        } else if (value instanceof LuaThread thread) {
            state.threadGlobals().set(thread, environment);
        } else if (!FunctionEnvironment.change(value, environment)) {
            throw new LuaError("'setfenv' cannot change environment of given object");
        }
        return value;
    }

    /** In 5.4 a userdata has as many as C makes room for: none. */
    private Varargs userValue(Varargs arguments) {
        LuaValue none = LuaValue.NIL;
        return dialect.isAtLeast(Dialect.LUA_5_4) ? none : values.getOrDefault(arguments.arg1(), none);
    }

    private Varargs setUserValue(Varargs arguments) {
        LuaValue value = Arguments.at(arguments, 1);
        if (!value.isuserdata() || value instanceof LightUserdata) {
            throw value.isuserdata() && !dialect.hasIntegers()
                    ? Arguments.wrong(1, "full userdata expected, got light userdata")
                    : Arguments.wrongType(1, value, "userdata");
        }
        LuaValue attached = Arguments.at(arguments, 2);
        if (dialect.hasIntegers()) {
            Arguments.any(2, attached);
        } else if (!attached.isnil()) {
            Arguments.table(2, attached);
        }
        if (dialect.isAtLeast(Dialect.LUA_5_4)) {
            return LuaValue.NIL;
        }
        values.put(value, attached);
        return value;
    }
}
