package luafcgid.ext.form.body;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;

/** Text of headers, one character per byte, so that every byte a client sent survives. */
public final class Text {
    private static final int SHOWN = 60;

    private Text() {}

    public static String of(LuaString bytes) {
        return new String(bytes.m_bytes, bytes.m_offset, bytes.m_length, StandardCharsets.ISO_8859_1);
    }

    public static LuaString bytes(String text) {
        return LuaString.valueUsing(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Of ASCII. */
    static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** As a message may show it: in quotes, without control characters, not too long. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder("'");
        int end = Math.min(text.length(), SHOWN);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c == 127 ? '?' : c);
        }
        return shown.append(end < text.length() ? "...'" : "'").toString();
    }
}
