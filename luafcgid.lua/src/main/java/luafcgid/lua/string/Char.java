package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.char}. */
final class Char extends Builtin {
    private static final LuaString[] SINGLE = single();

    private final Dialect dialect;

    Char(Dialect dialect) {
        super("char");
        this.dialect = dialect;
    }

    private static LuaString[] single() {
        LuaString[] strings = new LuaString[256];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = LuaString.valueUsing(new byte[] {(byte) i}, 0, 1);
        }
        return strings;
    }

    @Override
    public LuaValue call() {
        return EMPTYSTRING;
    }

    @Override
    public LuaValue call(LuaValue octet) {
        return SINGLE[octet(1, octet)];
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        byte[] bytes = {(byte) octet(1, a), (byte) octet(2, b)};
        return LuaString.valueUsing(bytes, 0, bytes.length);
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        byte[] bytes = {(byte) octet(1, a), (byte) octet(2, b), (byte) octet(3, c)};
        return LuaString.valueUsing(bytes, 0, bytes.length);
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        byte[] bytes = new byte[arguments.narg()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) octet(i + 1, arguments.arg(i + 1));
        }
        return LuaString.valueUsing(bytes, 0, bytes.length);
    }

    private int octet(int index, LuaValue value) {
        long integer = Arguments.integer(dialect, index, value);
        // Before 5.3 C's int takes what it can of it.
        long octet = dialect.hasIntegers() ? integer : (int) integer;
        if (octet < 0 || octet > 255) {
            throw Arguments.wrong(index, dialect == Dialect.LUA_5_1 ? "invalid value" : "value out of range");
        }
        return (int) octet;
    }
}
