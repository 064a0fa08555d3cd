package luafcgid.lua.limits;

import luafcgid.lua.StateThread;
import org.jspecify.annotations.Nullable;

/**
 * What a request has used of the threads that it ran on. Looked at now and then, by the thread that runs the state: what it used before the
 * first look and where it waited between two is not seen, so that short requests cost nothing and none is charged with another's use.
 */
public final class Meter {
    private @Nullable Thread thread;
    /** Which of the jobs of {@link #thread} it was. */
    private int job;

    private long allocatedBefore;
    private long cpuBefore;
    private volatile long allocated;
    private long cpu;

    /** Has the JVM's counters be ready, which takes some ten milliseconds the first time: not for a start, nor for a request. */
    public static void prepare() {
        ThreadCounters.load();
    }

    /** A request begins. */
    public void begin() {
        thread = null;
        if (allocated != 0) {
            allocated = 0;
        }
        cpu = 0;
    }

    /** The request is about to leave its thread, to go on on another one at {@link #arrive}. */
    public void leave() {
        if (thread != null) {
            look();
        }
    }

    /** The request goes on, on another thread perhaps. */
    public void arrive() {
        ThreadCounters counters = ThreadCounters.get();
        if (thread != null && counters != null) {
            begin(counters, ThreadCounters.current());
        }
    }

    /** Adds what was used since the last look. */
    @SuppressWarnings("ReferenceEquality")
    public void look() {
        ThreadCounters counters = ThreadCounters.get();
        if (counters == null) {
            return;
        }
        Thread now = ThreadCounters.current();
        if (now == thread && job(now) == job) {
            long allocatedNow = counters.allocated(now);
            long cpuNow = counters.cpu(now);
            long sum = allocated + allocatedNow - allocatedBefore;
            allocated = sum;
            cpu += cpuNow - cpuBefore;
            allocatedBefore = allocatedNow;
            cpuBefore = cpuNow;
        } else {
            begin(counters, now);
        }
    }

    private void begin(ThreadCounters counters, Thread now) {
        thread = now;
        job = job(now);
        allocatedBefore = counters.allocated(now);
        cpuBefore = counters.cpu(now);
    }

    /** Another job may have run on the thread since the last look, and this one elsewhere. */
    private static int job(Thread thread) {
        return thread instanceof StateThread worker ? worker.job() : 0;
    }

    /** Bytes allocated so far. Any thread. */
    public long allocated() {
        return allocated;
    }

    /** Nanoseconds of processor time used so far. */
    public long cpu() {
        return cpu;
    }
}
