package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code string.sub}. */
final class Sub extends Builtin.Three {
    private final Dialect dialect;

    Sub(Dialect dialect) {
        super("sub");
        this.dialect = dialect;
    }

    @Override
    public LuaValue call(LuaValue argument, LuaValue from, LuaValue to) {
        LuaString text = Texts.string(dialect, 1, argument);
        int length = text.m_length;
        long start = Math.max(1, Texts.fromStart(Arguments.integer(dialect, 2, from), length));
        long end = to.isnil() ? length : Texts.fromStart(Arguments.integer(dialect, 3, to), length);
        end = Math.min(end, length);
        if (start > end) {
            return LuaValue.EMPTYSTRING;
        }
        return start == 1 && end == length ? text : text.substring((int) start - 1, (int) end);
    }
}
