package luafcgid.lua;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;

/** Lua's strings as Java's, one character for each byte, so that every byte survives the way there and back. Any thread. */
public final class Latin1 {
    private Latin1() {}

    /** Each byte as the character of that number. */
    public static String decode(LuaString bytes) {
        return new String(bytes.m_bytes, bytes.m_offset, bytes.m_length, StandardCharsets.ISO_8859_1);
    }

    /** Each character as the byte of that number; {@code ?} for one above 255. */
    public static LuaString encode(String text) {
        return LuaString.valueUsing(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
