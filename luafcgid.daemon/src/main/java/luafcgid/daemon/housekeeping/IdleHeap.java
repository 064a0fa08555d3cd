package luafcgid.daemon.housekeeping;

import java.util.function.LongSupplier;

/**
 * Has the JVM give memory back that requests needed once: of itself it collects only when it needs room, and keeps gigabytes of garbage for
 * as long as nothing happens. Used by one thread.
 */
final class IdleHeap {
    /** So many bytes are worth no collection. */
    static final long SMALL = 64L << 20;

    private static final int MOST_COLLECTIONS = 3;

    /** In so many looks what is in use counts half of what it did: some of it may be garbage by now. */
    private static final int HALF_LIFE = 64;

    private static final double DECAY = Math.pow(0.5, 1.0 / HALF_LIFE);

    private final LongSupplier size;
    private final Runnable collection;
    /** What was left the last time, for some time. */
    private double kept;

    private long seen = -1;

    /**
     * Collects nothing yet.
     *
     * @param size       bytes that the heap has from the system
     * @param collection collects all garbage, and gives memory back that is free then
     */
    IdleHeap(LongSupplier size, Runnable collection) {
        this.size = size;
        this.collection = collection;
    }

    /** That of this JVM. */
    static IdleHeap ofJvm() {
        return new IdleHeap(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /**
     * Collects if nothing happens, and the heap is twice what the last collection left.
     *
     * @param busy     whether a request runs
     * @param activity a number, 0 or more, that every request changes
     */
    void look(boolean busy, long activity) {
        boolean quiet = !busy && activity == seen;
        seen = activity;
        if (!quiet) {
            return;
        }
        if (size.getAsLong() > Math.max(SMALL, 2 * kept)) {
            collect();
        } else {
            kept *= DECAY;
        }
    }

    /** Once more as long as that gains much: what is freed by a cleaner is garbage only then. */
    private void collect() {
        double before;
        int collections = 0;
        do {
            before = size.getAsLong();
            collection.run();
            kept = size.getAsLong();
        } while (kept < before * 3 / 4 && ++collections < MOST_COLLECTIONS);
    }
}
