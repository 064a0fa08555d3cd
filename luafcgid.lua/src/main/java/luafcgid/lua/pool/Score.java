package luafcgid.lua.pool;

/** How much an idle state is worth keeping. */
final class Score {
    private static final double LOG_2 = Math.log(2);

    private Score() {}

    /**
     * The logarithm of uses × 2^(−idle / half-life), which neither overflows nor becomes zero.
     *
     * @param uses     requests so far
     * @param idle     since the last one
     * @param halfLife in the unit of {@code idle}
     */
    static double of(long uses, long idle, long halfLife) {
        return Math.log((double) Math.max(1, uses)) / LOG_2 - (double) idle / (double) halfLife;
    }
}
