package luafcgid.lua.limits;

import java.time.Duration;

/**
 * How much of each thing a script may use. 0 means any amount, except where it says otherwise.
 *
 * @param cpu        processor time of one request
 * @param allocation bytes that one request may allocate, whether or not it has let go of them
 * @param memory     bytes of the heap that one request may fill, as far as that can be told
 * @param string     bytes of one string; at least 1
 * @param effort     steps of one pattern on one string; at least 1
 * @param coroutines coroutines of one state that have begun and can go on; at least 1
 * @param files      files that one state holds open; at least 1
 * @param output     bytes of one response
 * @param retained   bytes that a state may keep from one request to the next
 * @param stuck      threads given up because nothing ends what they do; while there are as many, the scripts that they run are refused;
 *                   at least 1
 */
public record Limits(
        Duration cpu,
        long allocation,
        long memory,
        int string,
        long effort,
        int coroutines,
        int files,
        long output,
        long retained,
        int stuck) {
    private static final int MB = 1 << 20;

    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(30),
            16L << 30,
            // A few such requests at once fit.
            Math.max(32L * MB, Runtime.getRuntime().maxMemory() / 8),
            64 * MB,
            50_000_000,
            20_000,
            256,
            1L << 30,
            64L * MB,
            64);

    /** Without those that may be switched off. */
    public static final Limits NONE = new Limits(
            Duration.ZERO, 0, 0, Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, 64);
}
