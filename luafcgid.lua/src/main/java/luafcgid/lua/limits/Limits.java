package luafcgid.lua.limits;

import java.time.Duration;

/**
 * How much of each thing a script may use. 0 means any amount, except where it says otherwise.
 *
 * @param cpu        processor time of one request
 * @param allocation bytes that one request may allocate, whether or not it has let go of them
 * @param heap       percent of the heap that a collection may leave in use: above, the request that has allocated most is stopped; at
 *                   least 1
 * @param string     bytes of one string; at least 1
 * @param effort     steps of one pattern on one string; at least 1
 * @param coroutines coroutines of one state that have begun and can go on; at least 1
 * @param files      files that one state holds open; at least 1
 * @param output     bytes of one response
 * @param retained   bytes that a state may keep when no request uses it
 * @param grace      how long a thread may go on that was told to stop, before it is given up
 * @param abandoned  threads that are given up at a time, before the process has to be restarted
 */
public record Limits(
        Duration cpu,
        long allocation,
        int heap,
        int string,
        long effort,
        int coroutines,
        int files,
        long output,
        long retained,
        Duration grace,
        int abandoned) {
    private static final int MB = 1 << 20;
    private static final int PERCENT = 100;
    private static final double NANOS = 1e9;

    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(30),
            16L << 30,
            75,
            64 * MB,
            50_000_000,
            20_000,
            256,
            1L << 30,
            256L * MB,
            Duration.ofSeconds(5),
            16);

    public Limits {
        check("cpu", cpu.toMillis(), 0, Long.MAX_VALUE);
        check("allocation", allocation, 0, Long.MAX_VALUE);
        check("heap", heap, 1, PERCENT);
        check("string", string, 1, Integer.MAX_VALUE);
        check("effort", effort, 1, Long.MAX_VALUE);
        check("coroutines", coroutines, 1, Integer.MAX_VALUE);
        check("files", files, 1, Integer.MAX_VALUE);
        check("output", output, 0, Long.MAX_VALUE);
        check("retained", retained, 0, Long.MAX_VALUE);
        check("grace", grace.toMillis(), 0, Long.MAX_VALUE);
        check("abandoned", abandoned, 0, Integer.MAX_VALUE);
    }

    /** What the configuration says. */
    public static Limits of(LimitsConfig config) {
        return new Limits(
                Duration.ofNanos((long) (config.cpu() * NANOS)),
                config.allocation(),
                config.heap(),
                config.string(),
                config.effort(),
                config.coroutines(),
                config.files(),
                config.output(),
                config.retained(),
                Duration.ofNanos((long) (config.grace() * NANOS)),
                config.abandoned());
    }

    private static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("luafcgid.lua.Limits: " + key + "=" + value + " is not "
                    + (most == PERCENT ? least + " to " + most : least + " or more"));
        }
    }

    /** Without those that may be switched off. */
    public static final Limits NONE = new Limits(
            Duration.ZERO,
            0,
            100,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            0,
            0,
            Duration.ZERO,
            0);
}
