package luafcgid.protocol.server;

/**
 * What a peer may use up.
 *
 * @param params      bytes of PARAMS of one request; more is answered 431
 * @param bodyBuffer  bytes of a body held for a script that reads slowly, before the connection is read no further
 * @param requests    requests in progress on one connection; more are answered OVERLOADED
 * @param output      bytes of finished answers that the peer has not read, before the connection is read no further
 * @param drainBytes  bytes to read and throw away after the last response, so that closing does not destroy it
 * @param drainMillis and how long to wait for them
 */
record Limits(int params, int bodyBuffer, int requests, int output, int drainBytes, int drainMillis) {
    /** Parameters of real requests stay below 16 KB; what a browser may send in cookies fits several times. */
    static final Limits DEFAULT = new Limits(1 << 20, 256 << 10, 1024, 1 << 20, 1 << 20, 2000);
}
