package luafcgid.lua.number;

/** Decimal digits of integers, and of floats rounded exactly, half to even, as C rounds them. */
final class Digits {
    /** More do not fit a long after one too many was computed. */
    private static final int MOST_SIGNIFICANT = 17;
    /** The largest power of 5 in a signed long. */
    private static final int LARGEST_POWER_OF_5 = 27;

    private static final int LARGEST_POWER_OF_10 = 18;
    private static final int FRACTION_BITS = 52;
    private static final int LEAST_EXPONENT = -1074;
    private static final double LOG10_OF_2 = 0.30102999566398120;
    private static final long UNDECIDED = -1;

    private static final long[] POWERS_OF_5 = powers(5, LARGEST_POWER_OF_5);
    private static final long[] POWERS_OF_10 = powers(10, LARGEST_POWER_OF_10);
    private static final byte[] PAIRS = pairs();

    private Digits() {}

    private static long[] powers(long base, int count) {
        long[] powers = new long[count + 1];
        powers[0] = 1;
        for (int i = 1; i <= count; i++) {
            powers[i] = powers[i - 1] * base;
        }
        return powers;
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    /** Appends a number that is not negative. */
    static void append(TextBuffer out, long value) {
        append(out, value, 0);
    }

    /** Appends a number that is not negative, with zeros before it where it has fewer digits than wanted. */
    static void append(TextBuffer out, long value, int wanted) {
        int count = count(value);
        if (wanted > count) {
            out.fill('0', wanted - count);
        }
        out.reserve(count);
        out.length += count;
        write(out.bytes, out.length, value);
    }

    private static void write(byte[] bytes, int end, long value) {
        int at = end;
        long large = value;
        while (large > Integer.MAX_VALUE) {
            long hundreds = large / 100;
            at -= 2;
            writePair(bytes, at, (int) (large - hundreds * 100));
            large = hundreds;
        }
        int rest = (int) large;
        while (rest >= 100) {
            int hundreds = rest / 100;
            at -= 2;
            writePair(bytes, at, rest - hundreds * 100);
            rest = hundreds;
        }
        if (rest >= 10) {
            writePair(bytes, at - 2, rest);
        } else {
            bytes[at - 1] = (byte) ('0' + rest);
        }
    }

    private static void writePair(byte[] bytes, int at, int number) {
        bytes[at] = PAIRS[2 * number];
        bytes[at + 1] = PAIRS[2 * number + 1];
    }

    private static int count(long value) {
        long odd = value | 1;
        // The number of bits tells that of the digits, or one less.
        int least = ((Long.SIZE - Long.numberOfLeadingZeros(odd)) * 1233) >> 12;
        return odd >= POWERS_OF_10[least] ? least + 1 : least;
    }

    /** As {@code %f}; returns whether it could. */
    static boolean appendFixed(TextBuffer out, double value, int precision) {
        long rounded = precision > LARGEST_POWER_OF_10 ? UNDECIDED : scaled(value, precision);
        if (rounded == UNDECIDED) {
            return false;
        }
        long unit = POWERS_OF_10[precision];
        long whole = rounded / unit;
        append(out, whole);
        if (precision > 0) {
            out.append('.');
            append(out, rounded - whole * unit, precision);
        }
        return true;
    }

    /** Appends the digits of {@code value} times 10 to the power of {@code scale}, rounded; {@code value} is finite and not negative. */
    static void appendScaled(TextBuffer out, double value, int scale) {
        long rounded = scaled(value, scale);
        if (rounded == UNDECIDED) {
            ExactDigits.appendScaled(out, value, scale);
        } else {
            append(out, rounded);
        }
    }

    /** Appends the first {@code count} digits of a finite number that is not negative, rounded; returns the power of ten of the first. */
    static int appendSignificant(TextBuffer out, double value, int count) {
        if (value == 0) {
            out.fill('0', count);
            return 0;
        }
        if (count <= MOST_SIGNIFICANT) {
            int exponent = estimateExponent(value);
            long rounded = scaled(value, count - 1 - exponent);
            if (rounded >= POWERS_OF_10[count]) {
                exponent++;
                rounded = scaled(value, count - 1 - exponent);
            }
            if (rounded >= POWERS_OF_10[count - 1]) {
                append(out, rounded);
                return exponent;
            }
        }
        return ExactDigits.appendSignificant(out, value, count);
    }

    /** The power of ten of the first digit, or one less; taking the mantissa for its logarithm errs by less than a tenth. */
    private static int estimateExponent(double value) {
        int exponent = Math.getExponent(value);
        double mantissa = (Double.doubleToRawLongBits(value) & ((1L << FRACTION_BITS) - 1)) * 0x1p-52;
        return (int) Math.floor((exponent + mantissa) * LOG10_OF_2);
    }

    private static long scaled(double value, int scale) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> FRACTION_BITS);
        long mantissa = bits & ((1L << FRACTION_BITS) - 1);
        if (exponent == 0) {
            exponent = LEAST_EXPONENT;
        } else {
            mantissa |= 1L << FRACTION_BITS;
            exponent += LEAST_EXPONENT - 1;
        }
        if (scale < 0) {
            return -scale <= LARGEST_POWER_OF_10 ? divided(mantissa, exponent, POWERS_OF_10[-scale]) : UNDECIDED;
        }
        return scale <= LARGEST_POWER_OF_5 ? multiplied(mantissa, POWERS_OF_5[scale], exponent + scale) : UNDECIDED;
    }

    /** The product times 2 to the power of {@code shift}, rounded. */
    private static long multiplied(long mantissa, long factor, int shift) {
        long high = Math.multiplyHigh(mantissa, factor);
        long low = mantissa * factor;
        if (shift >= 0) {
            boolean fits = high == 0 && shift < Long.SIZE - 1 && low >= 0 && low <= Long.MAX_VALUE >> shift;
            return fits ? low << shift : UNDECIDED;
        }
        int right = -shift;
        if (right >= 2 * Long.SIZE) {
            return 0;
        }
        if (right > Long.SIZE) {
            int bits = right - Long.SIZE;
            long rest = high & ((1L << bits) - 1);
            long half = 1L << (bits - 1);
            boolean above = rest > half || (rest == half && low != 0);
            return round(high >>> bits, above, rest == half && low == 0);
        }
        if (right == Long.SIZE) {
            return round(high, low < 0 && low != Long.MIN_VALUE, low == Long.MIN_VALUE);
        }
        if (high >>> (right - 1) != 0) {
            return UNDECIDED;
        }
        long rest = low & ((1L << right) - 1);
        long half = 1L << (right - 1);
        long whole = (high << (Long.SIZE - right)) | (low >>> right);
        return round(whole, rest > half, rest == half);
    }

    private static long round(long whole, boolean above, boolean tie) {
        return above || (tie && (whole & 1) != 0) ? whole + 1 : whole;
    }

    /** The quotient of mantissa times 2 to the power of {@code exponent}, rounded. */
    private static long divided(long mantissa, int exponent, long divisor) {
        long dividend = mantissa;
        long by = divisor;
        if (exponent > 0) {
            if (exponent >= Long.numberOfLeadingZeros(mantissa)) {
                return UNDECIDED;
            }
            dividend = mantissa << exponent;
        } else {
            if (-exponent >= Long.numberOfLeadingZeros(divisor) - 1) {
                return UNDECIDED;
            }
            by = divisor << -exponent;
        }
        long whole = dividend / by;
        long rest = dividend - whole * by;
        return round(whole, rest > by - rest, rest == by - rest);
    }
}
