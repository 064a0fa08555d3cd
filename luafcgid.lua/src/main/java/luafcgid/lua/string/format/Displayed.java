package luafcgid.lua.string.format;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Address;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Values as {@code tostring} shows them. */
final class Displayed {
    private static final LuaString NAME = LuaString.valueOf("__name");
    private static final LuaString NO_ADDRESS = LuaString.valueOf("(null)");

    private Displayed() {}

    static LuaString text(Dialect dialect, LuaValue value) {
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof LuaNumber number) {
            return Texts.of(dialect, number);
        }
        if (value.isnil() || value.isboolean()) {
            return LuaString.valueOf(value.tojstring());
        }
        LuaValue convert = value.metatag(LuaValue.TOSTRING);
        if (!convert.isnil()) {
            LuaValue text = convert.call(value);
            if (!text.isstring()) {
                throw new LuaError(
                        "'__tostring' must return a string" + (dialect.hasIntegers() ? "" : " to 'tostring'"));
            }
            return Texts.string(dialect, 1, text);
        }
        LuaValue name = dialect.hasIntegers() ? value.metatag(NAME) : LuaValue.NIL;
        return name instanceof LuaString kind
                ? LuaString.valueOf(Address.text(kind.tojstring(), value))
                : Address.text(value);
    }

    /** What tells a value from others of its type, as {@code %p} shows it. */
    static LuaString address(LuaValue value) {
        boolean identified = value.istable() || value.isfunction() || value.isthread() || value.isuserdata();
        if (!identified && !(value instanceof LuaString)) {
            return NO_ADDRESS;
        }
        return LuaString.valueOf(Address.of(value));
    }
}
