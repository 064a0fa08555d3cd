package luafcgid.lua.number;

/** Digits of 64-bit integers, as C's integer conversions write them. */
final class IntegerDigits {
    private IntegerDigits() {}

    /** Appends the digits without sign and prefix. */
    static void append(TextBuffer out, long value, char letter) {
        switch (letter) {
            case 'd', 'i' -> appendUnsigned(out, Math.abs(value));
            case 'u' -> appendUnsigned(out, value);
            case 'o' -> appendBits(out, value, 3, 'a');
            case 'x' -> appendBits(out, value, 4, 'a');
            case 'X' -> appendBits(out, value, 4, 'A');
            default -> throw new IllegalArgumentException("%" + letter + " is no conversion of integers");
        }
    }

    static void appendUnsigned(TextBuffer out, long value) {
        if (value >= 0) {
            Digits.append(out, value);
        } else {
            Digits.append(out, Long.divideUnsigned(value, 10));
            out.append('0' + (int) Long.remainderUnsigned(value, 10));
        }
    }

    private static void appendBits(TextBuffer out, long value, int bits, char ten) {
        int count = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + bits - 1) / bits);
        for (int shift = (count - 1) * bits; shift >= 0; shift -= bits) {
            int digit = (int) (value >>> shift) & ((1 << bits) - 1);
            out.append(digit < 10 ? '0' + digit : ten + digit - 10);
        }
    }
}
