package luafcgid.bench.load;

import java.util.Arrays;

/** Every latency of a run, kept whole: quantiles are exact. */
final class Latencies {
    private long[] nanos = new long[1 << 16];
    private int size;

    void add(long latency) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = latency;
    }

    int size() {
        return size;
    }

    /** Microseconds at each of the quantiles, 0 without any latency. */
    double[] micros(double... quantiles) {
        Arrays.sort(nanos, 0, size);
        return Arrays.stream(quantiles)
                .map(q -> size == 0 ? 0 : nanos[(int) ((size - 1) * q)] / 1e3)
                .toArray();
    }
}
