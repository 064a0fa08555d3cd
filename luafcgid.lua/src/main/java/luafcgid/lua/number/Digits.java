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
        int count = count(value);
        out.reserve(count);
        byte[] bytes = out.bytes;
        int at = out.length + count;
        out.length = at;
        long rest = value;
        while (rest >= 100) {
            long hundreds = rest / 100;
            int pair = 2 * (int) (rest - hundreds * 100);
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
            rest = hundreds;
        }
        int pair = 2 * (int) rest;
        bytes[--at] = PAIRS[pair + 1];
        if (rest >= 10) {
            bytes[--at] = PAIRS[pair];
        }
    }

    private static int count(long value) {
        int count = 1;
        while (count <= LARGEST_POWER_OF_10 && value >= POWERS_OF_10[count]) {
            count++;
        }
        return count;
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
