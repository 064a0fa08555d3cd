package luafcgid.lua.number;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The text of what may be a number, without space around it. Each method reads all of it from its start, or returns false. */
final class Numeral {
    /** So many digits in any base up to 16 fit a long. */
    private static final int SURE_DIGITS = 15;

    private static final double[] EXACT_POWERS_OF_10 = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final boolean negative;
    /** Behind the sign. */
    private final int body;

    private long integer;
    private double number;

    Numeral(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.negative = bytes[start] == '-';
        this.body = negative || bytes[start] == '+' ? start + 1 : start;
    }

    long integer() {
        return integer;
    }

    double number() {
        return number;
    }

    private boolean isHex() {
        return end - body > 2 && bytes[body] == '0' && (bytes[body + 1] | 0x20) == 'x';
    }

    /** Decimal that fits 64 bits, or hexadecimal that wraps around. */
    boolean readInteger() {
        return isHex() ? readInteger(body + 2, 16) : readDecimalInteger();
    }

    /** Digits of a base, wrapping around. */
    boolean readInteger(int base) {
        return readInteger(body, base);
    }

    private boolean readInteger(int from, int base) {
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = digit(bytes[i], base);
            if (digit < 0) {
                return false;
            }
            value = value * base + digit;
        }
        integer = negative ? -value : value;
        return from < end;
    }

    private boolean readDecimalInteger() {
        long value = 0;
        for (int i = body; i < end; i++) {
            int digit = digit(bytes[i], 10);
            // The least integer has no positive counterpart: what overflows into it is right if there is a minus.
            if (digit < 0 || value < 0 || value > Long.MAX_VALUE / 10) {
                return false;
            }
            value = value * 10 + digit;
            if (value < 0 && !(negative && value == Long.MIN_VALUE)) {
                return false;
            }
        }
        integer = negative ? -value : value;
        return body < end;
    }

    /** Digits of a base, as a float. */
    boolean readFloat(int base) {
        double value = 0;
        for (int i = body; i < end; i++) {
            int digit = digit(bytes[i], base);
            if (digit < 0) {
                return false;
            }
            value = value * base + digit;
        }
        number = negative ? -value : value;
        return body < end;
    }

    /** Digits of a base as C's {@code strtoul} reads them: what is too large is the largest, what is negative wraps around. */
    boolean readUnsigned(int base) {
        int from = base == 16 && isHex() ? body + 2 : body;
        boolean fits = true;
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = digit(bytes[i], base);
            if (digit < 0) {
                return false;
            }
            fits &= Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, base)) <= 0;
            value = value * base + digit;
        }
        if (!fits) {
            value = -1;
        } else if (negative) {
            value = -value;
        }
        number = value >= 0 ? value : unsigned(value);
        return from < end;
    }

    private static double unsigned(long value) {
        // The lowest bit is kept, so that halving does not round.
        return ((value >>> 1) | (value & 1)) * 2.0;
    }

    boolean readFloat() {
        return isHex() ? readHexFloat() : readDecimalFloat();
    }

    private boolean readDecimalFloat() {
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        int at = body;
        boolean point = false;
        for (; at < end; at++) {
            byte octet = bytes[at];
            if (octet >= '0' && octet <= '9') {
                digits++;
                mantissa = mantissa * 10 + (octet - '0');
                fraction += point ? 1 : 0;
            } else if (octet == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (at == end && digits <= SURE_DIGITS) {
            double size = mantissa / EXACT_POWERS_OF_10[fraction];
            number = negative ? -size : size;
            return true;
        }
        if (at < end && !isExponent(at, 'e')) {
            return false;
        }
        number = Double.parseDouble(text());
        return true;
    }

    private boolean readHexFloat() {
        int digits = 0;
        int at = body + 2;
        boolean point = false;
        for (; at < end; at++) {
            if (digit(bytes[at], 16) >= 0) {
                digits++;
            } else if (bytes[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (at == end && !point && digits <= SURE_DIGITS) {
            boolean read = readInteger();
            number = negative && integer == 0 ? -0.0 : (double) integer;
            return read;
        }
        if (at < end && !isExponent(at, 'p')) {
            return false;
        }
        // Java's hexadecimal numbers need an exponent.
        number = Double.parseDouble(at == end ? text() + "p0" : text());
        return true;
    }

    /** Whether the rest is a letter, a sign or none, and digits. */
    private boolean isExponent(int at, char letter) {
        if ((bytes[at] | 0x20) != letter) {
            return false;
        }
        int from = at + 1;
        if (from < end && (bytes[from] == '-' || bytes[from] == '+')) {
            from++;
        }
        for (int i = from; i < end; i++) {
            if (digit(bytes[i], 10) < 0) {
                return false;
            }
        }
        return from < end;
    }

    /** What C's {@code strtod} reads beside numbers: infinity, and what is no number. */
    boolean readWord() {
        String word = new String(bytes, body, end - body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        double size =
                switch (word) {
                    case "inf", "infinity" -> Double.POSITIVE_INFINITY;
                    default -> Double.NaN;
                };
        number = negative ? -size : size;
        return size > 0 || word.matches("nan(\\([a-z0-9_]*\\))?");
    }

    private String text() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static int digit(byte octet, int base) {
        int digit;
        if (octet >= '0' && octet <= '9') {
            digit = octet - '0';
        } else {
            int letter = octet | 0x20;
            digit = letter >= 'a' && letter <= 'z' ? letter - 'a' + 10 : base;
        }
        return digit < base ? digit : -1;
    }
}
