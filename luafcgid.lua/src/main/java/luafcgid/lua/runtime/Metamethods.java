package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Metatables of any value in a state. */
public final class Metamethods {
    static final LuaString FLOOR_DIVIDE = LuaString.interned("__idiv");
    static final LuaString BIT_AND = LuaString.interned("__band");
    static final LuaString BIT_OR = LuaString.interned("__bor");
    static final LuaString BIT_XOR = LuaString.interned("__bxor");
    static final LuaString SHIFT_LEFT = LuaString.interned("__shl");
    static final LuaString SHIFT_RIGHT = LuaString.interned("__shr");
    static final LuaString BIT_NOT = LuaString.interned("__bnot");
    static final LuaString CLOSE = LuaString.interned("__close");

    private Metamethods() {}

    /** The metatable of a value; null where it has none. */
    public static @Nullable LuaValue metatable(LuaState state, LuaValue value) {
        return value instanceof LuaTable || value instanceof LuaUserdata
                ? value.getmetatable()
                : state.typeMetatable(value.type());
    }

    /** A field of the value's metatable; nil where there is none. */
    public static LuaValue of(LuaState state, LuaValue value, LuaString event) {
        LuaValue metatable = metatable(state, value);
        return metatable == null ? LuaValue.NIL : metatable.rawget(event);
    }

    /** The first operand's, else the second's. */
    static LuaValue ofEither(LuaState state, LuaValue left, LuaValue right, LuaString event) {
        LuaValue handler = of(state, left, event);
        return handler.isnil() ? of(state, right, event) : handler;
    }
}
