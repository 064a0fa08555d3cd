package luafcgid.protocol.client;

import java.time.Duration;

/**
 * How long a client waits and how much it holds. Every time is positive and at most 365 days, every number of bytes positive.
 *
 * @param connect until the connection is made; 10 seconds
 * @param silence while a caller waits and nothing at all comes or goes for its call; 2 minutes, since a script may well take one
 * @param total   from the beginning of a call to its end; 10 minutes, for an application that sends a little again and again
 * @param stall   while the unread output of one call holds up other calls of its connection; 30 seconds, then that call is given
 *                up
 * @param output  bytes of STDOUT or STDERR of one call that are held for its reader; 256 KB, plus what one read brings (64 KB)
 * @param input   bytes of STDIN and DATA of one call that wait to be sent; 64 KB, plus one record (32 KB)
 * @param reply   bytes that {@link FcgiClient#request} collects; 256 MB, so that an endless answer ends in an error
 */
public record FcgiLimits(
        Duration connect, Duration silence, Duration total, Duration stall, int output, int input, int reply) {
    /** The values named above. */
    public static final FcgiLimits DEFAULT = new FcgiLimits(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            256 << 10,
            64 << 10,
            256 << 20);

    /** Refuses what is out of range with an {@link IllegalArgumentException} that names it. */
    public FcgiLimits {
        check("connect", connect);
        check("silence", silence);
        check("total", total);
        check("stall", stall);
        check("output", output);
        check("input", input);
        check("reply", reply);
    }

    private static void check(String name, Duration time) {
        if (time.isZero() || time.isNegative() || time.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(name + " " + time + " is not above zero and at most 365 days");
        }
    }

    private static void check(String name, int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(name + " " + bytes + " is not at least 1");
        }
    }

    /** These limits with another time for connecting. */
    public FcgiLimits withConnect(Duration time) {
        return new FcgiLimits(time, silence, total, stall, output, input, reply);
    }

    /** These limits with another time of silence. */
    public FcgiLimits withSilence(Duration time) {
        return new FcgiLimits(connect, time, total, stall, output, input, reply);
    }

    /** These limits with another time for a whole call. */
    public FcgiLimits withTotal(Duration time) {
        return new FcgiLimits(connect, silence, time, stall, output, input, reply);
    }

    /** These limits with another time that a call may hold up its neighbours. */
    public FcgiLimits withStall(Duration time) {
        return new FcgiLimits(connect, silence, total, time, output, input, reply);
    }

    /** These limits with other numbers of bytes held for a call's reader and for its sending. */
    public FcgiLimits withBuffers(int forOutput, int forInput) {
        return new FcgiLimits(connect, silence, total, stall, forOutput, forInput, reply);
    }

    /** These limits with another size of a collected reply. */
    public FcgiLimits withReply(int bytes) {
        return new FcgiLimits(connect, silence, total, stall, output, input, bytes);
    }
}
