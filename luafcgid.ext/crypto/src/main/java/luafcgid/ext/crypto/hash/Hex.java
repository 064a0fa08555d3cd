package luafcgid.ext.crypto.hash;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Two hexadecimal digits a byte. */
public final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    public static byte[] encode(byte[] bytes) {
        return encode(bytes, 0, bytes.length);
    }

    public static byte[] encode(byte[] bytes, int offset, int length) {
        byte[] text = new byte[Math.multiplyExact(length, 2)];
        for (int i = 0; i < length; i++) {
            text[2 * i] = DIGITS[(bytes[offset + i] >> 4) & 15];
            text[2 * i + 1] = DIGITS[bytes[offset + i] & 15];
        }
        return text;
    }

    /** The bytes, or null when the text is not pairs of hexadecimal digits. */
    public static byte @Nullable [] decode(byte[] text, int offset, int length) {
        if (length % 2 != 0) {
            return null;
        }
        byte[] bytes = new byte[length / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(text[offset + 2 * i], 16);
            int low = Character.digit(text[offset + 2 * i + 1], 16);
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[i] = (byte) ((high << 4) | low);
        }
        return bytes;
    }
}
