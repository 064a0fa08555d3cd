package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.byte}. */
final class Bytes extends Builtin {
    /** What C Lua's stack takes. */
    private static final int MOST_RESULTS_5_1 = 7990;

    private static final int MOST_RESULTS = 999_900;

    private final Dialect dialect;

    Bytes(Dialect dialect) {
        super("byte");
        this.dialect = dialect;
    }

    @Override
    public LuaValue call() {
        return call(NONE);
    }

    @Override
    public LuaValue call(LuaValue text) {
        LuaString string = Texts.string(dialect, 1, text);
        return string.m_length == 0 ? NIL : at(string, 0);
    }

    @Override
    public LuaValue call(LuaValue text, LuaValue position) {
        LuaString string = Texts.string(dialect, 1, text);
        long index = Texts.fromStart(Arguments.integer(dialect, 2, position, 1), string.m_length);
        return index >= 1 && index <= string.m_length ? at(string, (int) index - 1) : NIL;
    }

    @Override
    public LuaValue call(LuaValue text, LuaValue from, LuaValue to) {
        return bytes(text, from, to).arg1();
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        return bytes(Arguments.at(arguments, 1), arguments.arg(2), arguments.arg(3));
    }

    private Varargs bytes(LuaValue text, LuaValue from, LuaValue to) {
        LuaString string = Texts.string(dialect, 1, text);
        int length = string.m_length;
        long start = Texts.fromStart(Arguments.integer(dialect, 2, from, 1), length);
        long end = Math.min(length, Texts.fromStart(Arguments.integer(dialect, 3, to, start), length));
        start = Math.max(1, start);
        if (start > end) {
            return NONE;
        }
        long count = end - start + 1;
        if (count > (dialect == Dialect.LUA_5_1 ? MOST_RESULTS_5_1 : MOST_RESULTS)) {
            throw new LuaError("stack overflow (string slice too long)");
        }
        LuaValue[] bytes = new LuaValue[(int) count];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = at(string, (int) start - 1 + i);
        }
        return varargsOf(bytes);
    }

    private LuaValue at(LuaString string, int index) {
        return Texts.number(dialect, string.m_bytes[string.m_offset + index] & 0xff);
    }
}
