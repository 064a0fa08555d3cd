package luafcgid.lua.string.format;

import luafcgid.lua.Dialect;
import luafcgid.lua.number.Conversion;
import luafcgid.lua.number.NumberText;
import luafcgid.lua.number.TextBuffer;
import luafcgid.lua.runtime.Arguments;
import luafcgid.lua.string.Texts;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Values as Lua reads them back: {@code %q}. */
final class Quoted {
    private static final Conversion HEX_FLOAT = new Conversion(0, 0, -1, 'a');
    private static final Conversion HEX_INTEGER = new Conversion(Conversion.ALTERNATIVE, 0, -1, 'x');

    private Quoted() {}

    static void append(TextBuffer out, Dialect dialect, int index, LuaValue value) {
        if (value instanceof LuaString || !dialect.hasIntegers()) {
            appendString(out, dialect, Texts.string(dialect, index, value));
        } else if (value instanceof LuaInteger) {
            if (value.tolong() == Long.MIN_VALUE) {
                HEX_INTEGER.append(out, value.tolong());
            } else {
                NumberText.append(out, value.tolong());
            }
        } else if (value instanceof LuaNumber) {
            appendFloat(out, dialect, value.todouble());
        } else if ((value.isnil() && !Arguments.isNone(value)) || value.isboolean()) {
            out.append(value.tojstring());
        } else {
            throw Arguments.wrong(index, "value has no literal form");
        }
    }

    private static void appendFloat(TextBuffer out, Dialect dialect, double value) {
        if (Math.abs(value) <= Double.MAX_VALUE || !dialect.isAtLeast(Dialect.LUA_5_4)) {
            HEX_FLOAT.append(out, value);
        } else if (Double.isNaN(value)) {
            out.append("(0/0)");
        } else {
            out.append(value > 0 ? "1e9999" : "-1e9999");
        }
    }

    private static void appendString(TextBuffer out, Dialect dialect, LuaString text) {
        out.append('"');
        int end = text.m_offset + text.m_length;
        for (int i = text.m_offset; i < end; i++) {
            int octet = text.m_bytes[i] & 0xff;
            if (octet == '"' || octet == '\\' || octet == '\n') {
                out.append('\\');
                out.append(octet);
            } else if (dialect == Dialect.LUA_5_1) {
                appendOld(out, octet);
            } else if (octet < ' ' || octet == 127) {
                boolean digitFollows = i + 1 < end && text.m_bytes[i + 1] >= '0' && text.m_bytes[i + 1] <= '9';
                out.append('\\');
                appendCode(out, octet, digitFollows);
            } else {
                out.append(octet);
            }
        }
        out.append('"');
    }

    private static void appendOld(TextBuffer out, int octet) {
        switch (octet) {
            case 0 -> out.append("\\000");
            case '\r' -> out.append("\\r");
            default -> out.append(octet);
        }
    }

    private static void appendCode(TextBuffer out, int octet, boolean threeDigits) {
        if (threeDigits) {
            out.fill('0', octet < 10 ? 2 : octet < 100 ? 1 : 0);
        }
        NumberText.append(out, octet);
    }
}
