package luafcgid.lua.runtime;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** The operator {@code #}. */
public final class Length {
    private Length() {}

    public static LuaValue of(LuaState state, LuaValue value) {
        if (value instanceof LuaString text) {
            return number(state, text.m_length);
        }
        if (value instanceof LuaTable table && (table.getmetatable() == null || state.dialect() == Dialect.LUA_5_1)) {
            return number(state, table.rawlen());
        }
        LuaValue handler = Metamethods.of(state, value, LuaValue.LEN);
        if (!handler.isnil()) {
            LuaValue other = state.dialect() == Dialect.LUA_5_1 ? LuaValue.NIL : value;
            return Calls.call(handler, value, other, state);
        }
        if (value instanceof LuaTable table) {
            return number(state, table.rawlen());
        }
        throw Errors.length(state, value);
    }

    private static LuaValue number(LuaState state, int length) {
        return state.dialect().hasIntegers() ? LuaInteger.valueOf((long) length) : LuaDouble.valueOf((double) length);
    }
}
