package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua's strings as Java's, every byte one character. */
final class Text {
    private Text() {}

    /** An argument that is a string or a number, as C Lua refuses others. */
    static LuaString argument(Varargs arguments, int index) {
        LuaValue given = arguments.arg(index);
        if (!given.isstring()) {
            String what = index > arguments.narg() ? "no value" : given.typename();
            LuaValue.argerror(index, "string expected, got " + what);
        }
        return given.checkstring();
    }

    static String java(LuaString s) {
        return new String(s.m_bytes, s.m_offset, s.m_length, StandardCharsets.ISO_8859_1);
    }

    static LuaString lua(String s) {
        return LuaString.valueUsing(s.getBytes(StandardCharsets.ISO_8859_1));
    }
}
