package luafcgid.protocol.server;

/**
 * The time, in ticks, of the connections of one I/O thread and listener. Reading a clock for every record would cost more than
 * reading the record; what is late by a fraction of its limit harms nobody.
 */
final class Pace {
    private final int tick;
    private int now;

    /** @param tick milliseconds */
    Pace(int tick) {
        this.tick = tick;
    }

    int now() {
        return now;
    }

    void advance() {
        now++;
    }

    int tick() {
        return tick;
    }

    /** Whether {@code limit} milliseconds have passed since then; never when it is 0. */
    boolean isOver(int since, long limit) {
        // One tick more: the first may have been almost over.
        return limit > 0 && (now - since - 1L) * tick >= limit;
    }
}
