package luafcgid.ext.crypto.hash;

/** MT19937 of Matsumoto and Nishimura: for repeatable sequences, not for secrets. */
public final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] words;
    private int next;

    public MersenneTwister(double seed) {
        words = new int[SIZE];
        seed(seed);
    }

    private MersenneTwister(MersenneTwister other) {
        words = other.words.clone();
        next = other.next;
    }

    public MersenneTwister copy() {
        return new MersenneTwister(this);
    }

    /** Begins the sequence of this seed, taken as an unsigned integer of 32 bits. */
    public void seed(double seed) {
        words[0] = (int) (long) seed;
        for (int i = 1; i < SIZE; i++) {
            int before = words[i - 1];
            words[i] = 1812433253 * (before ^ (before >>> 30)) + i;
        }
        next = SIZE;
    }

    /** The next number from 0 to below 1, of 53 random bits. */
    public double fraction() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int y = words[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (words[i] & 0x80000000) | (words[(i + 1) % SIZE] & 0x7fffffff);
            words[i] = words[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
