package luafcgid.lua.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import luafcgid.lua.StopReason;

/** The limits in force, and how often each ended a script. Any thread. */
public final class Guard {
    private final Map<StopReason, LongAdder> stops = new EnumMap<>(StopReason.class);
    private final AtomicInteger abandoned = new AtomicInteger();
    private final LongAdder abandonedEver = new LongAdder();
    private final LongAdder outgrown = new LongAdder();
    private volatile Runnable restart = () -> {};
    private volatile Limits limits;

    public Guard(Limits limits) {
        this.limits = limits;
        for (StopReason reason : StopReason.values()) {
            stops.put(reason, new LongAdder());
        }
    }

    public Limits limits() {
        return limits;
    }

    /** Other limits, for what runs already too. */
    public void limits(Limits next) {
        limits = next;
    }

    /** A script was told to stop. */
    public void stopped(StopReason reason) {
        LongAdder count = stops.get(reason);
        if (count != null) {
            count.increment();
        }
    }

    /** What is done when no more threads may be given up: it ends the process, in its own time. */
    public void onExhausted(Runnable action) {
        restart = action;
    }

    /**
     * A thread was given up.
     *
     * @param replaceable whether others do its work; else the process has to be restarted
     * @return whether it will be
     */
    public boolean abandoned(boolean replaceable) {
        abandonedEver.increment();
        int most = limits.abandoned();
        boolean exhausted = abandoned.incrementAndGet() > most && most > 0;
        if (exhausted || !replaceable) {
            restart.run();
            return true;
        }
        return false;
    }

    /** A thread that had been given up has ended its script. */
    public void returned() {
        abandoned.decrementAndGet();
    }

    /** Threads given up that have not come back. */
    public int abandonedNow() {
        return abandoned.get();
    }

    /** Threads given up so far. */
    public long abandonedEver() {
        return abandonedEver.sum();
    }

    /** A state is closed since it keeps too much. */
    public void outgrew() {
        outgrown.increment();
    }

    /** How many states were closed since they kept too much. */
    public long outgrown() {
        return outgrown.sum();
    }

    /** How many scripts were told to stop, for each reason. */
    public Map<StopReason, Long> stops() {
        Map<StopReason, Long> counts = new EnumMap<>(StopReason.class);
        stops.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }
}
