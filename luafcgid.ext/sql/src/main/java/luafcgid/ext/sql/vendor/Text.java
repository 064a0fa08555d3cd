package luafcgid.ext.sql.vendor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import luafcgid.lua.Latin1;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Between Lua's bytes and Java's characters: UTF-8. */
public final class Text {
    private Text() {}

    public static LuaString lua(String text) {
        return LuaString.valueUsing(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Null when the bytes are no UTF-8. */
    public static @Nullable String java(LuaString bytes) {
        for (int i = 0; i < bytes.m_length; i++) {
            if (bytes.m_bytes[bytes.m_offset + i] < 0) {
                return decode(bytes);
            }
        }
        return Latin1.decode(bytes);
    }

    private static @Nullable String decode(LuaString bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.m_bytes, bytes.m_offset, bytes.m_length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    public static byte[] bytes(LuaString string) {
        byte[] copy = new byte[string.m_length];
        System.arraycopy(string.m_bytes, string.m_offset, copy, 0, copy.length);
        return copy;
    }

    /** An argument that must be UTF-8. */
    static String argument(Varargs arguments, int index) throws SourceException {
        String text = java(arguments.checkstring(index));
        if (text == null || text.indexOf('\0') >= 0) {
            throw new SourceException("argument #" + (index - 1) + " of connect is no UTF-8 text");
        }
        return text;
    }

    /** The same, or the default where there is none. */
    static String argument(Varargs arguments, int index, String missing) throws SourceException {
        LuaValue value = arguments.arg(index);
        return value.isnil() ? missing : argument(arguments, index);
    }
}
