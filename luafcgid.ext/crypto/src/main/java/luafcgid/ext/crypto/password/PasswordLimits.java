package luafcgid.ext.crypto.password;

/**
 * What one hash of a password may cost, and how many are made at once.
 *
 * @param bcryptCost       the highest cost of bcrypt: the logarithm of its rounds
 * @param argon2Memory     the most memory of Argon2, in KiB
 * @param argon2Iterations the most passes of Argon2 over its memory
 * @param argon2Lanes      the most lanes of Argon2
 * @param pbkdf2Iterations the most iterations of PBKDF2, for all blocks of a key together
 * @param concurrency      how many hashes are made at once
 */
public record PasswordLimits(
        int bcryptCost,
        int argon2Memory,
        int argon2Iterations,
        int argon2Lanes,
        int pbkdf2Iterations,
        int concurrency) {
    public static final int BCRYPT_COST = 14;
    public static final int ARGON2_MEMORY = 64 << 10;
    public static final int ARGON2_ITERATIONS = 10;
    public static final int ARGON2_LANES = 4;
    public static final int PBKDF2_ITERATIONS = 2_000_000;

    public PasswordLimits {
        check("bcrypt.cost", bcryptCost, Bcrypt.LEAST_COST, Bcrypt.MOST_COST);
        check("argon2.memory", argon2Memory, 8, 4 << 20);
        check("argon2.iterations", argon2Iterations, 1, 1000);
        check("argon2.lanes", argon2Lanes, 1, 64);
        check("pbkdf2.iterations", pbkdf2Iterations, 1, 1_000_000_000);
        check("password.concurrency", concurrency, 1, 10_000);
    }

    public static PasswordLimits defaults() {
        return new PasswordLimits(
                BCRYPT_COST, ARGON2_MEMORY, ARGON2_ITERATIONS, ARGON2_LANES, PBKDF2_ITERATIONS, half());
    }

    /** So many that other requests still find a processor. */
    public static int half() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static void check(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " " + value + ": " + least + " to " + most);
        }
    }

    /** Refuses what a script asks for beyond a limit. */
    static void allow(String what, long value, String key, int most) {
        if (value > most) {
            throw new IllegalArgumentException(
                    what + " " + value + " is above " + most + ", the limit (" + key + " of luafcgid.ext.crypto)");
        }
    }

    /**
     * Refuses to derive a key beyond the limit.
     *
     * @throws IllegalArgumentException when a key of {@code blocks} would cost more than is allowed
     */
    public void allowPbkdf2(int iterations, int blocks) {
        allow("pbkdf2: iterations", (long) iterations * blocks, "pbkdf2.iterations", pbkdf2Iterations);
    }
}
