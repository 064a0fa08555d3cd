package luafcgid.lua.limits;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How much of the heap is in use, as the collector found it. Used by one thread. */
public final class Pressure {
    private static final int PERCENT = 100;

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    /** The pool that holds what lives long: the largest one. */
    private final Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()));

    private long seen = collections();

    private long collections() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** Whether a collection since the last look has left more than so many percent of the heap in use. */
    public boolean isAbove(int percent) {
        long now = collections();
        if (now == seen) {
            return false;
        }
        seen = now;
        return old.map(pool -> isAbove(pool, percent)).orElse(false);
    }

    private static boolean isAbove(MemoryPoolMXBean pool, int percent) {
        MemoryUsage left = pool.getCollectionUsage();
        MemoryUsage now = pool.getUsage();
        long most = now.getMax() > 0 ? now.getMax() : Runtime.getRuntime().maxMemory();
        // What was promoted since a full collection may be garbage: so much of it is not waited for.
        boolean nearlyFull = now.getUsed() > most / PERCENT * Math.max(percent, 90);
        return nearlyFull || (left != null && left.getUsed() > most / PERCENT * percent);
    }
}
