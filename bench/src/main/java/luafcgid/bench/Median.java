package luafcgid.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The middle of what was measured, and between what it lies.
 *
 * @param least  the lowest value
 * @param middle the median
 * @param most   the highest value
 */
public record Median(double least, double middle, double most) {
    /** Of one value at least. */
    public static Median of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double middle = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Median(sorted[0], middle, sorted[sorted.length - 1]);
    }

    public static <T> Median of(Collection<T> items, ToDoubleFunction<T> value) {
        return of(items.stream().mapToDouble(value).toArray());
    }

    /** The median with that many decimals. */
    public String format(int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", middle);
    }

    /** As {@link #format}, with the range in parentheses. */
    public String formatRange(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", middle, least, most);
    }
}
