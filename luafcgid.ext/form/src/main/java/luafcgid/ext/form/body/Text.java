package luafcgid.ext.form.body;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;

/** Text of headers, which has one character for each byte. */
public final class Text {
    private static final int SHOWN = 60;

    private Text() {}

    /** Of ASCII. */
    static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** What bytes mean as UTF-8, of which not all need to be. */
    public static String decoded(LuaString bytes) {
        return new String(bytes.m_bytes, bytes.m_offset, bytes.m_length, StandardCharsets.UTF_8);
    }

    /** As a message may show it: decoded, in quotes, without control characters, not too long. */
    public static String shown(String text) {
        String decoded = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder("'");
        decoded.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.append(decoded.codePointCount(0, decoded.length()) > SHOWN ? "...'" : "'")
                .toString();
    }
}
