package luafcgid.protocol.fuzz;

import java.util.concurrent.TimeUnit;

/** How long a fuzz test goes on: its share of {@code luafcgid.fuzz.seconds}, 20 by default. */
final class FuzzTime {
    private final long end;

    FuzzTime(double share) {
        long nanos = TimeUnit.SECONDS.toNanos(Long.getLong("luafcgid.fuzz.seconds", 20));
        end = System.nanoTime() + (long) (nanos * share);
    }

    boolean goesOn() {
        return System.nanoTime() - end < 0;
    }
}
