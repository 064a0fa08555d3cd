package luafcgid.ext.json.text;

import java.nio.charset.StandardCharsets;

/**
 * Numbers as C's {@code %.14g} prints them, with any precision from 1 to 16: rounded exactly, halves to the even digit, without trailing
 * zeros, with an exponent below -4 and from the precision on.
 */
public final class NumberText {
    /** Sign, 16 digits, point, up to five zeros before or an exponent behind. */
    private static final int LONGEST = 32;

    private static final int LOWEST_PLAIN_EXPONENT = -4;
    private static final double LOG10_OF_2 = 0.301029995663981;

    /** The one without a positive counterpart. */
    private static final byte[] LEAST_LONG = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    /** "00" to "99". */
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private NumberText() {}

    /** Writes an integer with all of its digits. */
    public static void append(Output out, long value) {
        if (value == Long.MIN_VALUE) {
            out.append(LEAST_LONG);
            return;
        }
        byte[] bytes = out.room(LONGEST);
        int at = out.length();
        if (value < 0) {
            bytes[at++] = '-';
        }
        long magnitude = Math.abs(value);
        int end = at + digits(magnitude);
        write(bytes, end, magnitude);
        out.wrote(end);
    }

    /** Writes an integer as if it were any number. */
    public static void append(Output out, long value, int precision) {
        if (isShort(value, precision)) {
            append(out, value);
        } else {
            append(out, (double) value, precision);
        }
    }

    /** Writes a finite number. */
    public static void append(Output out, double value, int precision) {
        long integer = (long) value;
        if (integer == value && isShort(integer, precision) && (integer != 0 || isPositive(value))) {
            append(out, integer);
            return;
        }
        byte[] bytes = out.room(LONGEST);
        int at = out.length();
        if (!isPositive(value)) {
            bytes[at++] = '-';
        }
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            bytes[at++] = '0';
            out.wrote(at);
            return;
        }
        int exponent = (int) Math.floor(Math.getExponent(magnitude) * LOG10_OF_2);
        long limit = Powers.LONGS[precision];
        long significand = Rounding.significand(magnitude, precision - 1 - exponent, precision);
        while (significand < 0 || significand > limit) {
            exponent += significand < 0 ? -1 : 1;
            significand = Rounding.significand(magnitude, precision - 1 - exponent, precision);
        }
        if (significand == limit) {
            // Rounded up to one digit more, or a power of ten whose exponent was guessed too low.
            significand /= 10;
            exponent++;
        }
        out.wrote(layOut(bytes, at, significand, precision, exponent));
    }

    /** Whether an integer has no more digits than the precision. */
    private static boolean isShort(long value, int precision) {
        long limit = Powers.LONGS[precision];
        return -limit < value && value < limit;
    }

    private static boolean isPositive(double value) {
        return Double.doubleToRawLongBits(value) >= 0;
    }

    /** Writes digits as {@code %g} arranges them; returns where they end. */
    private static int layOut(byte[] bytes, int from, long significand, int precision, int exponent) {
        long digits = significand;
        int count = precision;
        while (digits % 10 == 0) {
            digits /= 10;
            count--;
        }
        int at = from;
        if (exponent < LOWEST_PLAIN_EXPONENT || exponent >= precision) {
            at = point(bytes, at, digits, count, 1);
            return exponent(bytes, at, exponent);
        }
        if (exponent >= 0) {
            if (count <= exponent + 1) {
                int end = at + exponent + 1;
                write(bytes, end, digits * Powers.LONGS[exponent + 1 - count]);
                return end;
            }
            return point(bytes, at, digits, count, exponent + 1);
        }
        bytes[at++] = '0';
        bytes[at++] = '.';
        for (int i = exponent + 1; i < 0; i++) {
            bytes[at++] = '0';
        }
        write(bytes, at + count, digits);
        return at + count;
    }

    /** Writes digits with a point after the first {@code before}, if any follow; returns where they end. */
    private static int point(byte[] bytes, int from, long digits, int count, int before) {
        if (count == before) {
            write(bytes, from + count, digits);
            return from + count;
        }
        int end = from + count + 1;
        write(bytes, end, digits);
        System.arraycopy(bytes, from + 1, bytes, from, before);
        bytes[from + before] = '.';
        return end;
    }

    private static int exponent(byte[] bytes, int from, int exponent) {
        int at = from;
        bytes[at++] = 'e';
        bytes[at++] = (byte) (exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        int end = at + (magnitude < 100 ? 2 : 3);
        if (magnitude < 10) {
            bytes[at] = '0';
        }
        write(bytes, end, magnitude);
        return end;
    }

    /** Writes digits so that they end before {@code end}. */
    private static void write(byte[] bytes, int end, long value) {
        int at = end;
        long rest = value;
        while (rest >= 10) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
        }
        if (rest > 0 || at == end) {
            bytes[--at] = (byte) ('0' + rest);
        }
    }

    private static int digits(long value) {
        int count = 1;
        while (count < Powers.LONGS.length && value >= Powers.LONGS[count]) {
            count++;
        }
        return count;
    }
}
