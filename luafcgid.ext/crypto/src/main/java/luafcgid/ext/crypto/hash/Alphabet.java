package luafcgid.ext.crypto.hash;

import java.util.Arrays;

/** Base64 with digits of the caller's choice. */
public final class Alphabet {
    /** The 64 digits, and what a text is filled up with. */
    private final byte[] digits;

    /** The value of each byte; -1 for what is no digit. */
    private final byte[] values = new byte[256];

    /** An alphabet of 65 bytes: the digits, and what fills up. */
    public Alphabet(byte[] digits) {
        this.digits = digits.clone();
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 64; i++) {
            values[digits[i] & 255] = (byte) i;
        }
    }

    public byte[] encode(byte[] bytes) {
        byte[] text = new byte[Math.multiplyExact((bytes.length + 2) / 3, 4)];
        for (int from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
            int left = bytes.length - from;
            int group = ((bytes[from] & 255) << 16)
                    | (left > 1 ? (bytes[from + 1] & 255) << 8 : 0)
                    | (left > 2 ? bytes[from + 2] & 255 : 0);
            text[to] = digits[group >> 18];
            text[to + 1] = digits[(group >> 12) & 63];
            text[to + 2] = left > 1 ? digits[(group >> 6) & 63] : digits[64];
            text[to + 3] = left > 2 ? digits[group & 63] : digits[64];
        }
        return text;
    }

    /** What the digits say; all that is no digit is skipped. */
    public byte[] decode(byte[] text) {
        byte[] bytes = new byte[text.length / 4 * 3 + 3];
        int to = 0;
        int bits = 0;
        int held = 0;
        for (byte digit : text) {
            int value = values[digit & 255];
            if (value >= 0) {
                held = (held << 6) | value;
                bits += 6;
                if (bits >= 8) {
                    bits -= 8;
                    bytes[to++] = (byte) (held >> bits);
                }
            }
        }
        return Arrays.copyOf(bytes, to);
    }
}
