package luafcgid.protocol.server;

/**
 * What a peer may use up, and how long it may take. Times are in milliseconds; 0 means any time.
 *
 * @param connections connections of one listener; more wait to be accepted, and idle ones are closed for them
 * @param requests    requests in progress on one connection; more are answered OVERLOADED
 * @param params      bytes of PARAMS of one request; more are answered 431
 * @param pairs       name-value pairs of one request; more are answered 431
 * @param pending     bytes of PARAMS of all requests in progress at one listener: where a connection has one request, if that has more
 *                    than 16 KB; else of each, 1 KB at least; more are answered OVERLOADED
 * @param output      bytes of finished answers that a peer has not read, before its connection is read no further
 * @param drain       bytes to read and throw away after the last response, so that closing does not destroy it
 * @param firstByte   from a connection's beginning to its first byte
 * @param pause       between two bytes of what is due: a record, PARAMS, a body
 * @param complete    from the first byte of a request's PARAMS, or of a record, to the last
 * @param idle        without a request, on a connection that had one
 * @param stall       without the peer taking a byte of what is sent to it
 */
public record Limits(
        int connections,
        int requests,
        int params,
        int pairs,
        long pending,
        int output,
        long drain,
        long firstByte,
        long pause,
        long complete,
        long idle,
        long stall) {
    /**
     * Parameters of real requests stay below 16 KB and 100 pairs; what a browser may send in cookies fits several times. A web
     * server that buffers sends without pausing; one that does not passes its client's pauses on.
     */
    public static final Limits DEFAULT = new Limits(
            16_384, 1024, 1 << 20, 1024, 64 << 20, 1 << 20, 128 << 20, 10_000, 60_000, 30_000, 600_000, 60_000);

    /** How often it is looked whether a time is over: often enough for the shortest to be kept to a quarter. */
    int tick() {
        long shortest = DEFAULT.firstByte;
        for (long time : new long[] {firstByte, pause, complete, idle, stall}) {
            if (time > 0) {
                shortest = Math.min(shortest, time);
            }
        }
        return (int) Math.max(10, Math.min(1000, shortest / 4));
    }
}
