package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.runtime.Address;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import luafcgid.lua.runtime.Callback;
import luafcgid.lua.runtime.LuaState;
import luafcgid.lua.runtime.Metamethods;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** {@code tostring}. */
public final class ToText extends Builtin.One {
    private static final LuaString NAME = LuaString.valueOf("__name");

    private final LuaState state;

    public ToText(LuaState state) {
        super("tostring");
        this.state = state;
    }

    @Override
    public LuaValue call(LuaValue value) {
        LuaValue convert = Metamethods.of(state, Arguments.any(1, value), TOSTRING);
        if (convert.isnil()) {
            return plain(value);
        }
        LuaValue text = Callback.isUnnamed(convert)
                ? Callback.call(state, convert, value).arg1()
                : convert.call(value);
        if (state.dialect().hasIntegers() && !text.isstring()) {
            throw new LuaError("'__tostring' must return a string");
        }
        return text;
    }

    private LuaValue plain(LuaValue value) {
        if (value instanceof LuaString) {
            return value;
        }
        if (value instanceof LuaNumber) {
            return value instanceof LuaInteger && state.dialect().hasIntegers()
                    ? NumberText.string(value.tolong())
                    : NumberText.string(value.todouble(), state.dialect());
        }
        if (value.isnil() || value.isboolean()) {
            return LuaString.valueOf(value.tojstring());
        }
        boolean named = state.dialect().isAtLeast(Dialect.LUA_5_3)
                && (value instanceof LuaTable || value instanceof LuaUserdata);
        LuaValue name = named ? Metamethods.of(state, value, NAME) : NIL;
        return name.type() == TSTRING ? LuaString.valueOf(Address.text(name.tojstring(), value)) : Address.text(value);
    }
}
