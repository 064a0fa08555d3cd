package luafcgid.lua.lib.math;

/** The generator xoshiro256** by Blackman and Vigna, which 5.4's manual names. One for each state. */
final class Generator {
    private static final int WARM_UP = 16;
    private static final long FIRST = 0xff;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    void seed(long low, long high) {
        s0 = low;
        s1 = FIRST;
        s2 = high;
        s3 = 0;
        for (int i = 0; i < WARM_UP; i++) {
            next();
        }
    }

    long next() {
        long result = Long.rotateLeft(s1 * 5, 7) * 9;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** In [0, 1), from the higher 53 bits. */
    double nextFloat() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** In [low, high], each as likely as any other. */
    long between(long low, long high) {
        long span = high - low;
        if ((span & (span + 1)) == 0) {
            return low + (next() & span);
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(span);
        long value = next() & mask;
        while (Long.compareUnsigned(value, span) > 0) {
            value = next() & mask;
        }
        return low + value;
    }
}
