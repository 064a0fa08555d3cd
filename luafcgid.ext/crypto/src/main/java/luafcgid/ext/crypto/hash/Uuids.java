package luafcgid.ext.crypto.hash;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes UUIDs as RFC 9562 defines them. Any thread. */
public final class Uuids {
    private static final int SUBMILLISECOND_BITS = 12;

    private final Randomness random;
    private final Clock clock;
    /** The time of the latest version 7, in 4096ths of a millisecond. */
    private final AtomicLong latest = new AtomicLong();

    public Uuids(Randomness random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** Version 4: random. */
    public String v4() {
        return v4(random.bytes(16));
    }

    /** Version 4 of 16 bytes. */
    public static String v4(byte[] bytes) {
        return text(bytes, 4);
    }

    /** Version 7: sorts by the time of its making, strictly, within this process (section 6.2, method 3). */
    public String v7() {
        Instant now = clock.instant();
        long milliseconds = now.toEpochMilli();
        long nanos = Duration.between(Instant.ofEpochMilli(milliseconds), now).toNanos();
        long time = (milliseconds << SUBMILLISECOND_BITS) + (nanos << SUBMILLISECOND_BITS) / 1_000_000;
        long taken = latest.updateAndGet(before -> Math.max(before + 1, time));
        byte[] bytes = random.bytes(16);
        long fraction = taken & ((1 << SUBMILLISECOND_BITS) - 1);
        ByteBuffer.wrap(bytes).putLong(((taken >>> SUBMILLISECOND_BITS) << 16) | fraction);
        return text(bytes, 7);
    }

    private static String text(byte[] bytes, int version) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long high = (buffer.getLong() & ~0xF000L) | ((long) version << 12);
        long low = (buffer.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
