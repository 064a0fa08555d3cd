package luafcgid.lua.string;

import luafcgid.lua.Dialect;
import luafcgid.lua.runtime.Builtin;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** {@code string.upper} and {@code string.lower}: letters are those of ASCII, as in C's own locale. */
final class Mapped extends Builtin.One {
    private static final int CASE = 'a' - 'A';

    private final Dialect dialect;
    private final int first;

    private Mapped(String name, Dialect dialect, int first) {
        super(name);
        this.dialect = dialect;
        this.first = first;
    }

    static Mapped upper(Dialect dialect) {
        return new Mapped("upper", dialect, 'a');
    }

    static Mapped lower(Dialect dialect) {
        return new Mapped("lower", dialect, 'A');
    }

    @Override
    public LuaValue call(LuaValue argument) {
        LuaString text = Texts.string(dialect, 1, argument);
        byte[] mapped = new byte[text.m_length];
        boolean changed = false;
        for (int i = 0; i < mapped.length; i++) {
            byte octet = text.m_bytes[text.m_offset + i];
            boolean letter = octet >= first && octet < first + 26;
            mapped[i] = letter ? (byte) (octet ^ CASE) : octet;
            changed |= letter;
        }
        return changed ? LuaString.valueUsing(mapped, 0, mapped.length) : text;
    }
}
