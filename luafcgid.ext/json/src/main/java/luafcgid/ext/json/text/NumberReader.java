package luafcgid.ext.json.text;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/**
 * Reads numbers as C's {@code strtod} does, which cjson relies on: more than JSON allows, exactly. Where the rest makes no sense, the
 * number ends before it.
 */
public final class NumberReader {
    /** As many digits as always fit a long. */
    private static final int MAX_DIGITS = 18;
    /** Up to here every integer is a double. */
    private static final long EXACT_INTEGERS = 1L << 53;
    /** No exponent beyond has a meaning of its own. */
    private static final int MAX_EXPONENT = 99_999;

    private static final byte[] INFINITY = "infinity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INF = "inf".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAN = "nan".getBytes(StandardCharsets.US_ASCII);

    private NumberReader() {}

    /**
     * The number at the source's place, or null when there is none; the source is then where it was.
     *
     * @param lenient whether to take what JSON never has: a plus, zeros in front, hexadecimal numbers, infinity and NaN
     */
    public static @Nullable LuaValue read(Source source, boolean lenient) {
        int from = source.at;
        int c = source.byteAt(from);
        boolean negative = c == '-';
        int at = negative || c == '+' ? from + 1 : from;
        c = source.byteAt(at);
        int next = source.byteAt(at + 1);
        if (c == '0' && (isDigit(next) || (next | 0x20) == 'x')) {
            if (!lenient) {
                return null;
            }
            if (!isDigit(next) && isHexadecimal(source, at + 2)) {
                return hexadecimal(source, at, negative);
            }
        } else if (!isDigit(c) && !(c == '.' && isDigit(next))) {
            return lenient ? word(source, at, negative) : null;
        }
        return decimal(source, at, negative);
    }

    private static LuaValue decimal(Source source, int from, boolean negative) {
        int at = from;
        long significand = 0;
        int c = source.byteAt(at);
        while (isDigit(c)) {
            significand = significand * 10 + (c - '0');
            c = source.byteAt(++at);
        }
        int digits = at - from;
        int exponent = 0;
        if (c == '.') {
            int point = at;
            c = source.byteAt(++at);
            while (isDigit(c)) {
                significand = significand * 10 + (c - '0');
                c = source.byteAt(++at);
            }
            exponent = point + 1 - at;
            digits -= exponent;
        }
        if ((c | 0x20) == 'e') {
            int sign = source.byteAt(at + 1);
            int first = sign == '-' || sign == '+' ? at + 2 : at + 1;
            if (isDigit(source.byteAt(first))) {
                at = endOfDigits(source, first);
                int written = exponent(source, first, at);
                exponent += sign == '-' ? -written : written;
            }
        }
        source.at = at;
        if (digits <= MAX_DIGITS) {
            if (exponent == 0) {
                return integer(negative ? -significand : significand, negative);
            }
            if (significand <= EXACT_INTEGERS && Math.abs(exponent) < Powers.DOUBLES.length) {
                // Both are doubles, so their product or quotient is rounded once, which is right.
                double value =
                        exponent < 0 ? significand / Powers.DOUBLES[-exponent] : significand * Powers.DOUBLES[exponent];
                return LuaValue.valueOf(negative ? -value : value);
            }
        }
        double value = Double.parseDouble(source.text(from, at));
        return LuaValue.valueOf(negative ? -value : value);
    }

    private static LuaValue integer(long value, boolean negative) {
        if (value == 0 && negative) {
            return LuaValue.valueOf(-0.0);
        }
        return Math.abs(value) <= EXACT_INTEGERS ? LuaInteger.valueOf(value) : LuaValue.valueOf((double) value);
    }

    private static int exponent(Source source, int from, int to) {
        int exponent = 0;
        for (int i = from; i < to && exponent <= MAX_EXPONENT / 10; i++) {
            exponent = exponent * 10 + (source.bytes[i] - '0');
        }
        return exponent;
    }

    private static boolean isHexadecimal(Source source, int index) {
        int c = source.byteAt(index);
        return isHexDigit(c) || (c == '.' && isHexDigit(source.byteAt(index + 1)));
    }

    /** {@code 0x}, digits with or without a point, and perhaps {@code p} with a power of two. */
    private static LuaValue hexadecimal(Source source, int from, boolean negative) {
        int at = endOfHexDigits(source, from + 2);
        if (source.byteAt(at) == '.') {
            at = endOfHexDigits(source, at + 1);
        }
        String power = "p0";
        int significandEnd = at;
        if ((source.byteAt(at) | 0x20) == 'p') {
            int sign = source.byteAt(at + 1);
            int first = sign == '-' || sign == '+' ? at + 2 : at + 1;
            if (isDigit(source.byteAt(first))) {
                at = endOfDigits(source, first);
                power = source.text(significandEnd, at);
            }
        }
        double value = Double.parseDouble(source.text(from, significandEnd) + power);
        source.at = at;
        return LuaValue.valueOf(negative ? -value : value);
    }

    private static @Nullable LuaValue word(Source source, int at, boolean negative) {
        if (source.hasWord(at, INF)) {
            source.at = at + (source.hasWord(at, INFINITY) ? INFINITY.length : INF.length);
            return negative ? LuaDouble.NEGINF : LuaDouble.POSINF;
        }
        if (source.hasWord(at, NAN)) {
            source.at = endOfPayload(source, at + NAN.length);
            return LuaDouble.NAN;
        }
        return null;
    }

    /** C allows {@code nan(payload)}. */
    private static int endOfPayload(Source source, int from) {
        if (source.byteAt(from) != '(') {
            return from;
        }
        int at = from + 1;
        while (isPayload(source.byteAt(at))) {
            at++;
        }
        return source.byteAt(at) == ')' ? at + 1 : from;
    }

    private static boolean isPayload(int c) {
        return isDigit(c) || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }

    private static int endOfDigits(Source source, int from) {
        int at = from;
        while (isDigit(source.byteAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfHexDigits(Source source, int from) {
        int at = from;
        while (isHexDigit(source.byteAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(int c) {
        return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }
}
