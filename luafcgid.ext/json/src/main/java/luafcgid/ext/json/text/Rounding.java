package luafcgid.ext.json.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds numbers to so many decimal digits, exactly, halves to the even digit. */
final class Rounding {
    /** From here on not every integer is a double. */
    private static final double EXACT_INTEGERS = 0x1p53;

    private Rounding() {}

    /**
     * The value times 10 to the power of {@code scale}, rounded to an integer. Where that has more digits than the precision, it is some
     * integer that has; where it has fewer, which nothing but a subnormal value may, it is -1.
     */
    static long significand(double value, int scale, int precision) {
        // A product or quotient, and what it is off by: together they are exact where the power is.
        double nearest;
        double rest;
        if (scale >= 0 && scale < Powers.DOUBLES.length) {
            double power = Powers.DOUBLES[scale];
            nearest = value * power;
            rest = Math.fma(value, power, -nearest);
        } else if (scale < 0 && -scale < Powers.DOUBLES.length) {
            double power = Powers.DOUBLES[-scale];
            nearest = value / power;
            rest = Math.fma(-nearest, power, value) / power;
        } else {
            return exactSignificand(value, scale, precision);
        }
        if (nearest >= EXACT_INTEGERS) {
            return exactSignificand(value, scale, precision);
        }
        long floor = (long) nearest;
        double overHalf = nearest - floor - 0.5;
        boolean up = overHalf > -rest || (overHalf == -rest && (floor & 1) != 0);
        return up ? floor + 1 : floor;
    }

    private static long exactSignificand(double value, int scale, int precision) {
        BigDecimal exact = new BigDecimal(value).scaleByPowerOfTen(scale);
        if (exact.compareTo(BigDecimal.valueOf(Powers.LONGS[precision - 1])) < 0) {
            return -1;
        }
        long beyond = Powers.LONGS[precision] + 1;
        return exact.compareTo(BigDecimal.valueOf(beyond)) >= 0
                ? beyond
                : exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
