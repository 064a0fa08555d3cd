package luafcgid.ext.shared.store;

/**
 * What a dictionary may hold; 0 leaves the limit to the store.
 *
 * @param bytes      for keys, values and what it takes to keep them
 * @param entries    most entries
 * @param staleNanos how long an expired entry may still be got as a stale one
 */
public record Limits(long bytes, long entries, long staleNanos) {
    /** All left to the store. */
    public static final Limits DEFAULT = new Limits(0, 0, 0);

    /** @throws IllegalArgumentException naming the limit and the value */
    public Limits {
        check("bytes", bytes);
        check("entries", entries);
        check("stale", staleNanos);
    }

    private static void check(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " " + value + ": allowed are numbers from 0");
        }
    }
}
