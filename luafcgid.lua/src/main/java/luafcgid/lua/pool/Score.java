package luafcgid.lua.pool;

/** How much an idle state is worth keeping. */
final class Score {
    private static final double LOG_2 = Math.log(2);

    private Score() {}

    /**
     * Orders as uses × 2^(−idle / half-life) does, at any time: who is worth more than another stays so as long as both are idle.
     *
     * @param uses     requests so far
     * @param since    when the state became idle
     * @param halfLife in the unit of {@code since}
     */
    static double of(long uses, long since, long halfLife) {
        return Math.log((double) Math.max(1, uses)) / LOG_2 + (double) since / (double) halfLife;
    }
}
