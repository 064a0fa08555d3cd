package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaValue;

/** {@code string.len}. */
final class Len extends Builtin.One {
    private final Dialect dialect;

    Len(Dialect dialect) {
        super("len");
        this.dialect = dialect;
    }

    @Override
    public LuaValue call(LuaValue text) {
        return Texts.number(dialect, Texts.string(dialect, 1, text).m_length);
    }
}
