package luafcgid.ext.json.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds numbers to so many decimal digits, exactly, halves to the even digit. */
final class Rounding {
    /** From here on not every integer is a double. */
    private static final double EXACT_INTEGERS = 0x1p53;

    private Rounding() {}

    /**
     * The value times 10 to the power of {@code scale}, rounded to an integer; -1 where it has fewer digits than the precision, some
     * integer with more digits where it has more.
     */
    static long significand(double value, int scale, int precision) {
        double least = Powers.LONGS[precision - 1];
        // Of a product or quotient with a power that is a double, and of what that is off by, rounding shows the whole
        // truth.
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
        if (nearest < least || (nearest == least && rest < 0)) {
            return -1;
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
