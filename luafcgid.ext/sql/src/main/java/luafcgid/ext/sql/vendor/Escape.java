package luafcgid.ext.sql.vendor;

import org.luaj.vm2.Buffer;
import org.luaj.vm2.LuaString;

/** Strings made fit for SQL. */
final class Escape {
    private Escape() {}

    /** As the standard has it. */
    static LuaString doubling(LuaString string) {
        Buffer out = new Buffer(string.m_length + 16);
        for (int i = 0; i < string.m_length; i++) {
            byte b = string.m_bytes[string.m_offset + i];
            if (b == '\'') {
                out.append(b);
            }
            out.append(b);
        }
        return out.tostring();
    }

    /** As MySQL has it. */
    static LuaString backslash(LuaString string) {
        Buffer out = new Buffer(string.m_length + 16);
        for (int i = 0; i < string.m_length; i++) {
            byte b = string.m_bytes[string.m_offset + i];
            byte code =
                    switch (b) {
                        case 0 -> '0';
                        case '\n' -> 'n';
                        case '\r' -> 'r';
                        case 26 -> 'Z';
                        case '\\', '\'', '"' -> b;
                        default -> 0;
                    };
            if (code != 0) {
                out.append((byte) '\\');
                out.append(code);
            } else {
                out.append(b);
            }
        }
        return out.tostring();
    }
}
