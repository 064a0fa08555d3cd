package luafcgid.lua.number;

/** Lays out finite floats that are not negative as C's {@code %e}, {@code %f} and {@code %g} do. */
final class DecimalFloat {
    /** Below it, {@code %g} writes an exponent. */
    private static final int LEAST_PLAIN_EXPONENT = -4;

    private DecimalFloat() {}

    /** {@code %f}. */
    static void appendFixed(TextBuffer out, double value, int precision, boolean point) {
        int start = out.length;
        if (!point && Digits.appendFixed(out, value, precision)) {
            return;
        }
        Digits.appendScaled(out, value, precision);
        out.insert(start, '0', precision + 1 - (out.length - start));
        if (precision > 0 || point) {
            out.insert(out.length - precision, '.', 1);
        }
    }

    /** {@code %e}. */
    static void appendExponent(TextBuffer out, double value, int precision, boolean point) {
        int start = out.length;
        int exponent = Digits.appendSignificant(out, value, precision + 1);
        layExponent(out, start, exponent, point);
    }

    /** {@code %g}; {@code point} keeps the zeros at the end, too. */
    static void appendGeneral(TextBuffer out, double value, int precision, boolean point) {
        int count = Math.max(precision, 1);
        int start = out.length;
        int exponent = Digits.appendSignificant(out, value, count);
        if (!point) {
            while (out.length > start + 1 && out.bytes[out.length - 1] == '0') {
                out.length--;
            }
        }
        if (exponent < LEAST_PLAIN_EXPONENT || exponent >= count) {
            layExponent(out, start, exponent, point);
        } else if (exponent < 0) {
            out.insert(start, '0', -exponent);
            out.insert(start + 1, '.', 1);
        } else {
            int whole = exponent + 1;
            out.fill('0', whole - (out.length - start));
            if (out.length - start > whole || point) {
                out.insert(start + whole, '.', 1);
            }
        }
    }

    private static void layExponent(TextBuffer out, int start, int exponent, boolean point) {
        if (out.length > start + 1 || point) {
            out.insert(start + 1, '.', 1);
        }
        out.append('e');
        out.append(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        if (size < 10) {
            out.append('0');
        }
        Digits.append(out, size);
    }
}
