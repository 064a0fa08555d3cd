package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;

/** Lua's strings as Java's, every byte one character. */
final class Text {
    private Text() {}

    static String java(LuaString s) {
        return new String(s.m_bytes, s.m_offset, s.m_length, StandardCharsets.ISO_8859_1);
    }

    static LuaString lua(String s) {
        return LuaString.valueUsing(s.getBytes(StandardCharsets.ISO_8859_1));
    }
}
