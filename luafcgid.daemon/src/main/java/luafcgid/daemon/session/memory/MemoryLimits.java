package luafcgid.daemon.session.memory;

/**
 * What the store in memory may hold.
 *
 * @param sessions how many
 * @param bytes    of all of them
 */
public record MemoryLimits(int sessions, long bytes) {
    /** A session may take a part of the bytes only: one that grows without end costs the others nothing. */
    private static final int SHARE = 16;

    private static final long LEAST_BYTES = 1 << 16;

    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    public MemoryLimits {
        if (sessions < 1) {
            throw new IllegalArgumentException("sessions=" + sessions + ": wants a number from 1");
        }
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("sessionbytes=" + bytes + ": wants a number from " + LEAST_BYTES);
        }
    }

    long bytesOfOne() {
        return bytes / SHARE;
    }
}
