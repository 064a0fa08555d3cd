package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code string.reverse}. */
final class Reverse extends Builtin.One {
    private final Dialect dialect;

    Reverse(Dialect dialect) {
        super("reverse");
        this.dialect = dialect;
    }

    @Override
    public LuaValue call(LuaValue argument) {
        LuaString text = Texts.string(dialect, 1, argument);
        byte[] reversed = new byte[text.m_length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = text.m_bytes[text.m_offset + reversed.length - 1 - i];
        }
        return LuaString.valueUsing(reversed, 0, reversed.length);
    }
}
