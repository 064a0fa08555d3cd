package luafcgid.lua.number;

/** Lays out floats as C's {@code %a} does. */
final class HexFloat {
    private static final int FRACTION_BITS = 52;
    private static final int FRACTION_DIGITS = FRACTION_BITS / 4;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;

    private HexFloat() {}

    /** Appends what follows {@code 0x}; a negative precision asks for as many digits as there are. */
    static void append(TextBuffer out, double value, int precision, boolean point) {
        int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
        long mantissa = Double.doubleToRawLongBits(value) & FRACTION;
        if (value >= Double.MIN_NORMAL) {
            mantissa |= 1L << FRACTION_BITS;
        }
        if (value == 0) {
            exponent = 0;
        }
        if (precision >= 0 && precision < FRACTION_DIGITS) {
            mantissa = round(mantissa, 4 * (FRACTION_DIGITS - precision));
        }
        out.append((int) ('0' + (mantissa >>> FRACTION_BITS)));
        int digits = precision >= 0 ? Math.min(precision, FRACTION_DIGITS) : needed(mantissa);
        if (digits > 0 || precision > 0 || point) {
            out.append('.');
        }
        for (int i = 1; i <= digits; i++) {
            int digit = (int) (mantissa >>> (FRACTION_BITS - 4 * i)) & 0xf;
            out.append(Character.forDigit(digit, 16));
        }
        out.fill('0', precision - digits);
        out.append('p');
        out.append(exponent < 0 ? '-' : '+');
        Digits.append(out, Math.abs(exponent));
    }

    private static int needed(long mantissa) {
        long fraction = mantissa & FRACTION;
        return fraction == 0 ? 0 : FRACTION_DIGITS - Long.numberOfTrailingZeros(fraction) / 4;
    }

    private static long round(long mantissa, int bits) {
        long rest = mantissa & ((1L << bits) - 1);
        long half = 1L << (bits - 1);
        long whole = mantissa - rest;
        boolean up = rest > half || (rest == half && (whole >>> bits & 1) != 0);
        return up ? whole + (1L << bits) : whole;
    }
}
