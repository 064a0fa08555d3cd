package luafcgid.lua.lib.base;

import luafcgid.lua.Dialect;
import luafcgid.lua.lib.Numbers;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code select}. */
final class Select extends Builtin.Many {
    private final Dialect dialect;

    Select(Dialect dialect) {
        super("select");
        this.dialect = dialect;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
        LuaValue which = Arguments.at(arguments, 1);
        int count = arguments.narg() - 1;
        if (which instanceof LuaString text && text.m_length > 0 && text.luaByte(0) == '#') {
            return Numbers.whole(dialect, (long) count);
        }
        long index = Arguments.integer(dialect, 1, which);
        if (index < 0) {
            index = count + index + 1;
        }
        if (index <= 0) {
            throw Arguments.wrong(1, "index out of range");
        }
        return index > count ? NONE : arguments.subargs((int) index + 1);
    }
}
