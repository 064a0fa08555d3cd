package luafcgid.ext.json.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers look as {@code %.Ng} makes them in C. */
final class NumberTextTest {
    private static String text(double value, int precision) {
        Output out = new Output();
        NumberText.append(out, value, precision);
        return out.text().tojstring();
    }

    /** The same by the letter of the C standard, slowly. */
    private static String reference(double value, int precision) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal shortest = rounded.stripTrailingZeros();
        if (exponent >= -4 && exponent < precision) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static void check(double value, int precision) {
        assertEquals(
                reference(value, precision),
                text(value, precision),
                () -> Double.toHexString(value) + " with precision " + precision);
    }

    /** What glibc's printf gives. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-1, -1",
        "0.1, 0.1",
        "0.5, 0.5",
        "100, 100",
        "-12.5, -12.5",
        "0.33333333333333331, 0.33333333333333",
        "99999999999999, 99999999999999",
        "1e14, 1e+14",
        "123456789012344.5, 1.2345678901234e+14",
        "9.99999999999999999, 10",
        "9.9999999999999, 9.9999999999999",
        "99999999999999.6, 1e+14",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000099999999999999995, 0.0001",
        "1e100, 1e+100",
        "4.9406564584124654e-324, 4.9406564584125e-324",
        "2.2250738585072014e-308, 2.2250738585072e-308",
        "1.7976931348623157e308, 1.7976931348623e+308",
        "9007199254740993, 9.007199254741e+15",
        "5e22, 5e+22",
        "1e23, 1e+23",
        "0.3, 0.3",
        "2.675, 2.675",
        "1234.5678, 1234.5678"
    })
    void knownNumbersHaveFourteenDigitsAtMost(double value, String text) {
        assertEquals(text, text(value, 14));
        assertEquals(text, reference(value, 14));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0.5",
        "2.5, 1, 2",
        "3.5, 1, 4",
        "12345, 3, 1.23e+04",
        "0.1, 16, 0.1",
        "1e15, 16, 1000000000000000",
        "4503599627370497.5, 16, 4503599627370498",
        "9007199254740993, 16, 9007199254740992",
        "0.3, 16, 0.3",
        "0.1234567890123456, 16, 0.1234567890123456",
        "99.5, 2, 1e+02",
        "0.125, 2, 0.12",
        "0.375, 2, 0.38"
    })
    void otherPrecisionsRoundHalvesToTheEvenDigit(double value, int precision, String text) {
        assertEquals(text, text(value, precision));
        assertEquals(text, reference(value, precision));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9,
                10,
                99,
                100,
                101,
                1009,
                10_000,
                123_456_789_012_345_678L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void integersKeepAllDigits(long value) {
        Output out = new Output();
        NumberText.append(out, value);
        assertEquals(Long.toString(value), out.text().tojstring());
    }

    @Test
    void integersBeyondThePrecisionAreRounded() {
        Output out = new Output();
        NumberText.append(out, 123_456_789_012_345_678L, 14);
        out.append(' ');
        NumberText.append(out, Long.MIN_VALUE, 14);
        assertEquals("1.2345678901235e+17 -9.2233720368548e+18", out.text().tojstring());
    }

    @Test
    void powersOfTwoAndTenAndTheirNeighboursAreExact() {
        for (int precision = 1; precision <= 16; precision++) {
            for (int exponent = Double.MIN_EXPONENT - 52; exponent < Double.MAX_EXPONENT; exponent++) {
                double power = Math.scalb(1.0, exponent);
                check(power, precision);
                check(Math.nextDown(power), precision);
                check(Math.nextUp(power), precision);
            }
            for (int exponent = -323; exponent <= 308; exponent++) {
                double power = Double.parseDouble("1e" + exponent);
                check(power, precision);
                check(Math.nextDown(power), precision);
                check(-Math.nextUp(power), precision);
                check(power / 5, precision);
            }
        }
    }

    @Test
    void randomNumbersOfEveryKindAreExact() {
        long seed = System.nanoTime();
        System.out.println("NumberTextTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 300_000; i++) {
            int precision = random.nextInt(4) > 0 ? 14 : 1 + random.nextInt(16);
            check(number(random), precision);
        }
    }

    private static double number(Random random) {
        double value;
        do {
            value = switch (random.nextInt(5)) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(1_000_000) / Math.pow(10, random.nextInt(7));
                case 2 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 15);
                // Halfway between two numbers of few digits.
                case 3 -> (random.nextInt(2_000_000) + 0.5) / (1 << random.nextInt(20));
                default -> (double) random.nextLong() / (1L << random.nextInt(63));
            };
        } while (!Double.isFinite(value));
        return value;
    }
}
