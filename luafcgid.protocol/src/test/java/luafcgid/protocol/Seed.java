package luafcgid.protocol;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a test's random numbers come from. It is printed, so that what failed once can be repeated:
 * {@code -Dluafcgid.seed=NUMBER} gives every such test that seed.
 */
public record Seed(long value) {
    /** The seed of one test, printed with its name. */
    public static Seed of(String test) {
        Long wanted = Long.getLong("luafcgid.seed");
        Seed seed =
                new Seed(wanted != null ? wanted : ThreadLocalRandom.current().nextLong());
        System.out.println(test + ": " + seed);
        return seed;
    }

    /** The numbers of one round; the first round of the seed that is this many higher has the same. */
    public Random random(long round) {
        // Near seeds give near first numbers: spread them.
        return new Random((value + round) * 0x9E3779B97F4A7C15L);
    }

    /** What to repeat a round with. */
    public Seed plus(long round) {
        return new Seed(value + round);
    }

    @Override
    public String toString() {
        return "seed " + value + " (repeat with -Dluafcgid.seed=" + value + ")";
    }
}
