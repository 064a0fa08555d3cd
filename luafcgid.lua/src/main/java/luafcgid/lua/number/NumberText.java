package luafcgid.lua.number;

import java.nio.charset.StandardCharsets;
import luafcgid.lua.Dialect;
import org.luaj.vm2.LuaString;

/** Numbers as {@code tostring} and {@code ..} write them. */
public final class NumberText {
    private static final int PRECISION = 14;
    /** From here on {@code %.14g} rounds and writes an exponent. */
    private static final double PLAIN_INTEGERS_END = 1e14;
    /** A float that is so many of these and nothing else has few digits, and below the end {@code %.14g} writes all of them. */
    private static final double PARTS = 1e4;

    private static final double PARTS_END = 1e13;

    /** Holds every text but needs no growing. */
    private static final int ROOM = 24;

    private NumberText() {}

    /** Appends an integer. */
    public static void append(TextBuffer out, long value) {
        if (value < 0) {
            out.append('-');
            IntegerDigits.appendUnsigned(out, -value);
        } else {
            Digits.append(out, value);
        }
    }

    /** Appends a float: {@code %.14g}, and from 5.3 on {@code .0} where that looks like an integer. */
    public static void append(TextBuffer out, double value, Dialect dialect) {
        double size = Math.abs(value);
        boolean integral = false;
        if (Double.doubleToRawLongBits(value) < 0) {
            out.append('-');
        }
        if (size < PLAIN_INTEGERS_END && size == (long) size) {
            Digits.append(out, (long) size);
            integral = true;
        } else if (isParts(size * PARTS)) {
            appendParts(out, (long) (size * PARTS));
        } else if (size <= Double.MAX_VALUE) {
            int start = out.length;
            DecimalFloat.appendGeneral(out, size, PRECISION, false);
            // What was rounded to an integer.
            integral = isDigits(out, start);
        } else {
            out.append(Double.isNaN(value) ? "nan" : "inf");
        }
        if (integral && dialect.hasIntegers()) {
            out.append('.');
            out.append('0');
        }
    }

    /** A product that was rounded may be: by far less than half of the fourteenth digit. */
    private static boolean isParts(double product) {
        return product < PARTS_END && product == (long) product && product > 0;
    }

    private static void appendParts(TextBuffer out, long parts) {
        long whole = parts / (long) PARTS;
        Digits.append(out, whole);
        out.append('.');
        int rest = (int) (parts - whole * (long) PARTS);
        for (int part = (int) PARTS / 10; rest > 0; part /= 10) {
            int digit = rest / part;
            out.append('0' + digit);
            rest -= digit * part;
        }
    }

    private static boolean isDigits(TextBuffer out, int from) {
        for (int i = from; i < out.length; i++) {
            if (out.bytes[i] < '0' || out.bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    public static LuaString string(long value) {
        TextBuffer out = new TextBuffer(ROOM);
        append(out, value);
        return LuaString.valueUsing(out.bytes, 0, out.length);
    }

    public static LuaString string(double value, Dialect dialect) {
        TextBuffer out = new TextBuffer(ROOM);
        append(out, value, dialect);
        return LuaString.valueUsing(out.bytes, 0, out.length);
    }

    /** As {@link #string(double, Dialect)}, for Java. */
    public static String text(double value, Dialect dialect) {
        TextBuffer out = new TextBuffer(ROOM);
        append(out, value, dialect);
        return new String(out.bytes, 0, out.length, StandardCharsets.ISO_8859_1);
    }
}
