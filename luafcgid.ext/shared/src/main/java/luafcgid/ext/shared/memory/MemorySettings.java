package luafcgid.ext.shared.memory;

/**
 * What the store in memory may take.
 *
 * @param bytes   of a dictionary that is not made with a number of its own
 * @param entries likewise; 0 for as many as the bytes allow
 * @param total   bytes of all dictionaries
 */
public record MemorySettings(long bytes, long entries, long total) {
    /** What a cache needs for itself is more than less would hold. */
    static final long MIN_BYTES = 65_536;

    private static final int SHARE_OF_HEAP = 4;

    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    public MemorySettings {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException("bytes=" + bytes + ": wants a number from " + MIN_BYTES);
        }
        if (entries < 0) {
            throw new IllegalArgumentException("entries=" + entries + ": wants a number from 0");
        }
        if (total < bytes) {
            throw new IllegalArgumentException("total=" + total + ": wants a number from " + bytes + ", as bytes says");
        }
    }

    /** As configured, where a total of 0 is a quarter of the heap, or what one dictionary takes if that is more. */
    public static MemorySettings of(long bytes, long entries, long total) {
        long all = total == 0 ? Math.max(bytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) : total;
        return new MemorySettings(bytes, entries, all);
    }
}
