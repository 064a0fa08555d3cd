package luafcgid.lua.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import luafcgid.lua.StopReason;

/** The limits in force, and how often each ended a script. Any thread. */
public final class Guard {
    private final Map<StopReason, LongAdder> stops = new EnumMap<>(StopReason.class);
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

    /** How many scripts were told to stop, for each reason. */
    public Map<StopReason, Long> stops() {
        Map<StopReason, Long> counts = new EnumMap<>(StopReason.class);
        stops.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }
}
