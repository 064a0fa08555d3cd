package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.NumberReader;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code tonumber}. */
final class ToNumber extends Builtin.Two {
    private static final int DECIMAL = 10;

    private final Dialect dialect;

    ToNumber(Dialect dialect) {
        super("tonumber");
        this.dialect = dialect;
    }

    @Override
    public LuaValue call(LuaValue value, LuaValue base) {
        if (base.isnil()) {
            return read(Arguments.any(1, value));
        }
        long radix = Arguments.integer(dialect, 2, base);
        if (dialect == Dialect.LUA_5_1 && radix == DECIMAL) {
            return read(Arguments.any(1, value));
        }
        if (dialect.hasIntegers() && !(value instanceof LuaString)) {
            throw Arguments.wrongType(1, value, "string");
        }
        LuaString text = Arguments.string(1, value);
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw Arguments.wrong(2, "base out of range");
        }
        return orNil(NumberReader.read(text, (int) radix, dialect));
    }

    private LuaValue read(LuaValue value) {
        if (value instanceof LuaNumber) {
            return value;
        }
        return value instanceof LuaString text ? orNil(NumberReader.read(text, dialect)) : NIL;
    }

    private static LuaValue orNil(@Nullable LuaValue number) {
        return number == null ? NIL : number;
    }
}
