package luafcgid.bench.load;

import java.util.Locale;

/**
 * How it went. Times are microseconds.
 *
 * @param perSecond   requests answered per second
 * @param requests    requests answered
 * @param errors      responses without the text expected, and connections refused, broken or closed early
 * @param starved     connections that never got an answer
 */
public record LoadResult(
        double perSecond, double p50, double p99, double p999, double max, long requests, long errors, int starved) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f req/s, p50 %.0f, p99 %.0f, p999 %.0f, max %.0f µs, %d requests, %d errors, %d starved",
                perSecond,
                p50,
                p99,
                p999,
                max,
                requests,
                errors,
                starved);
    }
}
