package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Metamethods;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What gives and takes metatables. */
final class MetatableFunctions {
    private MetatableFunctions() {}

    static final class Get extends Builtin.One {
        private final LuaState state;

        Get(LuaState state) {
            super("getmetatable");
            this.state = state;
        }

        @Override
        public LuaValue call(LuaValue value) {
            LuaValue metatable = Metamethods.metatable(state, Arguments.any(1, value));
            if (metatable == null) {
                return NIL;
            }
            LuaValue shown = metatable.rawget(METATABLE);
            return shown.isnil() ? metatable : shown;
        }
    }

    static final class Set extends Builtin.Two {
        private final Dialect dialect;

        Set(Dialect dialect) {
            super("setmetatable");
            this.dialect = dialect;
        }

        @Override
        public LuaValue call(LuaValue value, LuaValue metatable) {
            LuaTable table = Arguments.table(1, value);
            if (Arguments.isNone(metatable) || !(metatable.isnil() || metatable.istable())) {
                String wanted = "nil or table expected";
                throw Arguments.wrong(
                        2,
                        dialect.isAtLeast(Dialect.LUA_5_4)
                                ? wanted + ", got " + Arguments.typeName(metatable)
                                : wanted);
            }
            LuaValue present = table.getmetatable();
            if (present != null && !present.rawget(METATABLE).isnil()) {
                throw new LuaError("cannot change a protected metatable");
            }
            table.setmetatable(metatable.isnil() ? null : metatable);
            return table;
        }
    }

    /** 5.1's {@code newproxy}: a userdata without contents, with a metatable of its own or another proxy's. */
    static Varargs newProxy(Varargs arguments) {
        LuaValue like = arguments.arg1();
        LuaUserdata proxy = new LuaUserdata(new Object());
        if (like instanceof LuaUserdata && like.getmetatable() != null) {
            proxy.setmetatable(like.getmetatable());
        } else if (like.isboolean() || like.isnil()) {
            if (like.toboolean()) {
                proxy.setmetatable(new LuaTable());
            }
        } else {
            throw Arguments.wrong(1, "boolean or proxy expected");
        }
        return proxy;
    }
}
