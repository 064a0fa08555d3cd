package luafcgid.ext.shared.store;

/**
 * How long an entry lives from now on.
 *
 * @param nanos positive; {@link Long#MAX_VALUE} without an end
 */
public record Ttl(long nanos) {
    private static final double NANOS = 1e9;
    private static final long AS_IT_WAS = -1;

    /** Until it is deleted or evicted. */
    public static final Ttl FOREVER = new Ttl(Long.MAX_VALUE);

    /** For a write: as long as the entry has yet to live, or without an end when there is none. */
    public static final Ttl KEEP = new Ttl(AS_IT_WAS);

    /** @throws IllegalArgumentException when it is not positive */
    public Ttl {
        if (nanos <= 0 && nanos != AS_IT_WAS) {
            throw new IllegalArgumentException("ttl of " + nanos + " ns: has to be positive");
        }
    }

    /** So many seconds, a nanosecond at least. */
    public static Ttl ofSeconds(double seconds) {
        return new Ttl(Math.max(1, (long) (seconds * NANOS)));
    }

    public double seconds() {
        return nanos / NANOS;
    }

    public boolean endless() {
        return nanos == Long.MAX_VALUE;
    }

    /** Whether this is {@link #KEEP}. */
    public boolean keeps() {
        return nanos == AS_IT_WAS;
    }
}
