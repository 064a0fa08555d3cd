package luafcgid.ext.form.body;

import java.io.ByteArrayOutputStream;
import org.luaj.vm2.LuaString;

/** Percent-encoding, byte by byte. */
public final class Percent {
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /** Everything but letters, digits and {@code -_.~} is encoded; where {@code plus}, a space becomes a plus. */
    public static void encode(LuaString text, boolean plus, ByteArrayOutputStream out) {
        for (int i = 0; i < text.m_length; i++) {
            int c = text.m_bytes[text.m_offset + i] & 0xff;
            if (isUnreserved(c)) {
                out.write(c);
            } else if (plus && c == ' ') {
                out.write('+');
            } else {
                out.write('%');
                out.write(HEX.charAt(c >> 4));
                out.write(HEX.charAt(c & 15));
            }
        }
    }

    private static boolean isUnreserved(int c) {
        return Text.isAlphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~';
    }

    /** A {@code %} without two hexadecimal digits stands for itself. */
    public static LuaString decode(byte[] bytes, int from, int to, boolean plus) {
        byte[] out = new byte[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (plus && c == '+') {
                c = ' ';
            } else if (c == '%' && i + 2 < to && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
                c = (byte) (digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
                i += 2;
            }
            out[n++] = c;
        }
        return LuaString.valueUsing(out, 0, n);
    }

    private static int digit(byte c) {
        return c < 0 ? -1 : Character.digit(c, 16);
    }
}
