package luafcgid.lua.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Floats that are hard to write. */
final class Doubles {
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        0.1 + 0.2,
        1 / 3.0,
        0.5,
        2.5,
        0.125,
        1e-5,
        1e-4,
        123456789012345.0,
        99999999999999.0,
        99999999999999.5,
        1e14,
        1e15,
        1e16,
        1e17,
        1e22,
        Double.parseDouble("9.999999999999999e22"),
        1e100,
        1e-100,
        0x1p52,
        0x1p53,
        0x1p53 - 1,
        0x1p53 + 2,
        0x1p62,
        0x1p63,
        0x1p64,
        1e308,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0x1.fffffffffffffp-1022,
        0x0.8p-1022,
        9.5,
        9.95,
        9.999999999999995,
        999999.5,
        0.9999999999999999,
        4.35,
        1.005,
        1e21,
        3.14159265358979,
        255.5,
        1.5,
        0.75,
        2251799813685248.5,
        0.3,
        1e-7
    };

    private Doubles() {}

    static List<Double> edges() {
        List<Double> all = new ArrayList<>();
        for (double edge : EDGES) {
            all.add(edge);
            all.add(-edge);
        }
        return all;
    }

    static List<Double> random(Random random, int count) {
        List<Double> all = new ArrayList<>();
        while (all.size() < count) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Math.abs(any) <= Double.MAX_VALUE) {
                all.add(any);
            }
            int scale = random.nextInt(18);
            // Money, times, measurements.
            all.add(random.nextInt(10_000_000) / Math.pow(10, random.nextInt(8)));
            all.add(Math.rint(random.nextDouble() * Math.pow(10, scale)));
            all.add(random.nextDouble() * Math.pow(10, scale) * (random.nextBoolean() ? 1 : -1));
            // Ties.
            all.add((random.nextInt(1 << 20) + 0.5) / (1 << random.nextInt(20)));
        }
        return all;
    }
}
