package luafcgid.lua.string.utf8;

import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** Reads characters of a string. */
final class Decoder {
    private static final int LARGEST = 0x10ffff;
    /** The least code that needs one byte more than its index tells. */
    private static final long[] LEAST = {0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};

    private static final int MOST_CONTINUATIONS = 5;

    private final byte[] bytes;
    private final int start;
    private final int length;
    private final boolean strict;
    private final boolean surrogates;
    private long code;

    Decoder(LuaString text, Dialect dialect, boolean lax) {
        bytes = text.m_bytes;
        start = text.m_offset;
        length = text.m_length;
        strict = !lax;
        surrogates = lax || !dialect.isAtLeast(Dialect.LUA_5_4);
    }

    int length() {
        return length;
    }

    /** The character that was read last. */
    long code() {
        return code;
    }

    /** Whether the byte at an index continues a character. */
    boolean continues(long index) {
        return index < length && (bytes[start + (int) index] & 0xc0) == 0x80;
    }

    /** Reads the character at an index; returns the next one's index, or -1 where there is no character. */
    int next(int index) {
        int lead = bytes[start + index] & 0xff;
        if (lead < 0x80) {
            code = lead;
            return index + 1;
        }
        int continuations = Integer.numberOfLeadingZeros(~lead << 24) - 1;
        if (continuations < 1 || continuations > MOST_CONTINUATIONS) {
            return -1;
        }
        long value = lead & (0x3f >> continuations);
        for (int i = 1; i <= continuations; i++) {
            if (!continues(index + (long) i)) {
                return -1;
            }
            value = (value << 6) | (bytes[start + index + i] & 0x3f);
        }
        boolean surrogate = value >= 0xd800 && value <= 0xdfff;
        if (value < LEAST[continuations] || (strict && value > LARGEST) || (surrogate && !surrogates)) {
            return -1;
        }
        code = value;
        return index + 1 + continuations;
    }
}
