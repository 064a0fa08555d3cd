package luafcgid.lua.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Digits of floats beyond what two longs can tell. */
final class ExactDigits {
    private ExactDigits() {}

    static void appendScaled(TextBuffer out, double value, int scale) {
        out.append(new BigDecimal(value)
                .setScale(scale, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .toString());
    }

    static int appendSignificant(TextBuffer out, double value, int count) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        out.append(digits);
        out.fill('0', count - digits.length());
        return rounded.precision() - rounded.scale() - 1;
    }
}
