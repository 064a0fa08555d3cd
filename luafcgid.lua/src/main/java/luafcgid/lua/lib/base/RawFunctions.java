package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The functions that ask no metamethod. */
final class RawFunctions {
    private RawFunctions() {}

    static final class RawEqual extends Builtin.Two {
        RawEqual() {
            super("rawequal");
        }

        @Override
        public LuaValue call(LuaValue a, LuaValue b) {
            return valueOf(Arguments.any(1, a).raweq(Arguments.any(2, b)));
        }
    }

    static final class RawGet extends Builtin.Two {
        RawGet() {
            super("rawget");
        }

        @Override
        public LuaValue call(LuaValue table, LuaValue key) {
            return Arguments.table(1, table).rawget(Arguments.any(2, key));
        }
    }

    static final class RawSet extends Builtin.Three {
        RawSet() {
            super("rawset");
        }

        @Override
        public LuaValue call(LuaValue table, LuaValue key, LuaValue value) {
            LuaTable target = Arguments.table(1, table);
            target.rawset(Arguments.any(2, key), Arguments.any(3, value));
            return target;
        }
    }

    static final class RawLen extends Builtin.One {
        private final Dialect dialect;

        RawLen(Dialect dialect) {
            super("rawlen");
            this.dialect = dialect;
        }

        @Override
        public LuaValue call(LuaValue value) {
            if (value instanceof LuaTable || value instanceof LuaString) {
                return Numbers.whole(dialect, (long) value.rawlen());
            }
            String wanted = "table or string expected";
            throw Arguments.wrong(
                    1, dialect.isAtLeast(Dialect.LUA_5_4) ? wanted + ", got " + Arguments.typeName(value) : wanted);
        }
    }
}
