package luafcgid.lua.lib.base;

import luafcgid.lua.runtime.LuaState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** The metatables that values have in a state. */
public final class Metatables {
    private Metatables() {}

    /** Nil where there is none. */
    public static LuaValue of(LuaState state, LuaValue value) {
        LuaValue metatable = value instanceof LuaTable || value instanceof LuaUserdata
                ? value.getmetatable()
                : state.typeMetatable(value.type());
        return metatable == null ? LuaValue.NIL : metatable;
    }

    /** A metamethod; nil where there is none. */
    static LuaValue method(LuaState state, LuaValue value, LuaValue event) {
        LuaValue metatable = of(state, value);
        return metatable.isnil() ? LuaValue.NIL : metatable.rawget(event);
    }
}
