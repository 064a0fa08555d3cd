package luafcgid.lua.number;

/**
 * A conversion specification of C's {@code printf}: what stands between {@code %} and the letter, and the letter.
 *
 * @param flags     any of {@link #LEFT} and its kin
 * @param width     the least number of bytes
 * @param precision -1 where none is given
 * @param letter    one of {@code d i u o x X c s e E f F g G a A}
 */
public record Conversion(int flags, int width, int precision, char letter) {
    /** {@code -} */
    public static final int LEFT = 1;
    /** {@code +} */
    public static final int PLUS = 2;
    /** A space. */
    public static final int SPACE = 4;
    /** {@code #} */
    public static final int ALTERNATIVE = 8;
    /** {@code 0} */
    public static final int ZEROS = 16;

    private static final int DEFAULT_PRECISION = 6;

    /** The flag that a character stands for; 0 where it is none. */
    public static int flag(int character) {
        return switch (character) {
            case '-' -> LEFT;
            case '+' -> PLUS;
            case ' ' -> SPACE;
            case '#' -> ALTERNATIVE;
            case '0' -> ZEROS;
            default -> 0;
        };
    }

    /** Whether nothing but the letter is given. */
    public boolean isPlain() {
        return flags == 0 && width == 0 && precision < 0;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Appends a float; the letter is one of {@code e E f F g G a A}. */
    public void append(TextBuffer out, double value) {
        int start = out.length;
        appendSign(out, Double.doubleToRawLongBits(value) < 0);
        double size = Math.abs(value);
        boolean finite = size <= Double.MAX_VALUE;
        int body = out.length;
        if (finite && letter == 'f' && (flags | width) == 0) {
            DecimalFloat.appendFixed(out, size, precision < 0 ? DEFAULT_PRECISION : precision, false);
            return;
        }
        if (finite) {
            body = appendFinite(out, size);
        } else {
            out.append(Double.isNaN(value) ? "nan" : "inf");
        }
        if (Character.isUpperCase(letter)) {
            upper(out, start);
        }
        pad(out, start, body, finite && has(ZEROS));
    }

    /** Returns where zeros may be put. */
    private int appendFinite(TextBuffer out, double size) {
        boolean point = has(ALTERNATIVE);
        int digits = precision < 0 ? DEFAULT_PRECISION : precision;
        int body = out.length;
        switch (letter) {
            case 'e', 'E' -> DecimalFloat.appendExponent(out, size, digits, point);
            case 'f', 'F' -> DecimalFloat.appendFixed(out, size, digits, point);
            case 'g', 'G' -> DecimalFloat.appendGeneral(out, size, digits, point);
            case 'a', 'A' -> {
                out.append("0x");
                body = out.length;
                HexFloat.append(out, size, precision, point);
            }
            default -> throw new IllegalArgumentException("%" + letter + " is no conversion of floats");
        }
        return body;
    }

    private void appendSign(TextBuffer out, boolean negative) {
        if (negative) {
            out.append('-');
        } else if (has(PLUS)) {
            out.append('+');
        } else if (has(SPACE)) {
            out.append(' ');
        }
    }

    /** Appends an integer; the letter is one of {@code d i u o x X}, and all but the first two take it for unsigned. */
    public void append(TextBuffer out, long value) {
        int start = out.length;
        boolean signed = letter == 'd' || letter == 'i';
        if (signed && value >= 0 && precision < 0 && (flags == ZEROS || (flags | width) == 0)) {
            Digits.append(out, value, width);
            return;
        }
        if (signed) {
            appendSign(out, value < 0);
        } else if (has(ALTERNATIVE) && value != 0 && (letter == 'x' || letter == 'X')) {
            out.append('0');
            out.append(letter);
        }
        int body = out.length;
        if (value != 0 || precision != 0) {
            IntegerDigits.append(out, value, letter);
        }
        out.insert(body, '0', precision - (out.length - body));
        if (letter == 'o' && has(ALTERNATIVE) && (out.length == body || out.bytes[body] != '0')) {
            out.insert(body, '0', 1);
        }
        pad(out, start, body, precision < 0 && has(ZEROS));
    }

    /** Appends bytes, at most as many as the precision says. */
    public void append(TextBuffer out, byte[] bytes, int offset, int count) {
        int start = out.length;
        out.append(bytes, offset, precision < 0 ? count : Math.min(count, precision));
        pad(out, start, start, false);
    }

    /** Appends one byte; the precision says nothing. */
    public void appendByte(TextBuffer out, int octet) {
        int start = out.length;
        out.append(octet);
        pad(out, start, start, false);
    }

    private void pad(TextBuffer out, int start, int body, boolean zeros) {
        int missing = width - (out.length - start);
        if (missing > 0) {
            if (has(LEFT)) {
                out.fill(' ', missing);
            } else {
                out.insert(zeros ? body : start, zeros ? '0' : ' ', missing);
            }
        }
    }

    private static void upper(TextBuffer out, int from) {
        for (int i = from; i < out.length; i++) {
            out.bytes[i] = (byte) Character.toUpperCase((char) out.bytes[i]);
        }
    }
}
