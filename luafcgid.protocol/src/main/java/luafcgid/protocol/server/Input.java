package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.transport.RequestBody;
import luafcgid.protocol.transport.Spool;
import org.jspecify.annotations.Nullable;

/**
 * What a web server sends of one request: PARAMS, then STDIN, for a filter then DATA. The I/O thread fills it; the thread that runs
 * the request reads parameters and streams, which exist from {@link #endParams} on.
 */
final class Input {
    /** A piece of a body smaller than this is copied: it must not keep the whole buffer that it came in. */
    private static final int COPIED = 8 << 10;
    /** Characters of what is not a length that a message shows: the longest length and a few. */
    private static final int SHOWN = 24;

    private final Role role;
    private final Spool spool;
    private final RequestBody.Pressure pressure;
    private final IncomingParams incoming;
    private final Pace pace;
    /** When its BEGIN_REQUEST came; later by as long as the connection was not read. */
    private int began;
    /** When something of it came last. */
    private int last;

    private @Nullable Params params;
    private @Nullable RequestBody body;
    private @Nullable RequestBody data;
    private boolean bodyEnded;
    private boolean dataEnded;
    private volatile boolean timedOut;

    Input(Role role, Spool spool, RequestBody.Pressure pressure, IncomingParams incoming, Pace pace) {
        this.role = role;
        this.spool = spool;
        this.pressure = pressure;
        this.incoming = incoming;
        this.pace = pace;
        this.began = pace.now();
        this.last = began;
    }

    // ---- I/O thread ----

    boolean hasParams() {
        return params != null;
    }

    IncomingParams.Refusal addParams(ByteBuf in, int length, Limits limits) {
        last = pace.now();
        return incoming.add(in, length, limits);
    }

    /**
     * The parameters are complete.
     *
     * @throws ProtocolException when they, or a length that they announce, are malformed
     */
    void endParams() throws ProtocolException {
        last = pace.now();
        Params complete = incoming.decode();
        // An authorizer is not told the length, or that of a body which it does not get (6.3).
        long announced = role == Role.AUTHORIZER ? -1 : length(complete, "CONTENT_LENGTH");
        if (role == Role.FILTER) {
            data = new RequestBody(spool, length(complete, "FCGI_DATA_LENGTH"), pressure);
        }
        RequestBody stdin = new RequestBody(spool, announced, pressure);
        if (role == Role.AUTHORIZER) {
            // It gets no body, and need not be told that there is none (6.3): who reads it must not wait.
            stdin.complete();
        }
        body = stdin;
        params = complete;
    }

    /** The length that a variable announces, or -1 when it is missing, empty or, as Caddy says it, -1. */
    private static long length(Params params, String variable) throws ProtocolException {
        String text = params.get(variable);
        if (text == null || text.isEmpty() || text.equals("-1")) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || length > (Long.MAX_VALUE - digit) / 10) {
                throw new ProtocolException(
                        variable + " '" + text.substring(0, Math.min(text.length(), SHOWN)) + "' is not a length");
            }
            length = length * 10 + digit;
        }
        return length;
    }

    /** Takes some of STDIN or DATA; what of DATA comes in another role than a filter's is passed over. */
    void add(RecordType stream, ByteBuf in, int length) {
        last = pace.now();
        RequestBody into = stream == RecordType.STDIN ? body : data;
        if (into != null) {
            into.offer(length < COPIED ? in.readBytes(length) : in.readRetainedSlice(length));
        }
    }

    void end(RecordType stream) {
        last = pace.now();
        if (stream == RecordType.STDIN) {
            bodyEnded = true;
            body().complete();
        } else if (data != null) {
            dataEnded = true;
            data.complete();
        }
    }

    /** Whether the request can be run: a filter needs its whole body, since it answers while the file still comes (6.4). */
    boolean isReady() {
        return params != null && (role != Role.FILTER || bodyEnded);
    }

    /** Whether the web server has said that nothing more follows. */
    boolean isEnded() {
        return bodyEnded && (role != Role.FILTER || dataEnded);
    }

    /** Nothing can have come, since the connection is not read. */
    void touch() {
        began = last = pace.now();
    }

    /** Whether more has to come, and nothing came for too long. */
    boolean isOverdue(Limits limits) {
        if (timedOut || isEnded() || (role == Role.AUTHORIZER && params != null)) {
            return false;
        }
        return pace.isOver(last, limits.pause()) || (params == null && pace.isOver(began, limits.complete()));
    }

    /** Nothing more is waited for: reading fails. */
    void timeOut(String why) {
        timedOut = true;
        abort(why);
    }

    // ---- any thread ----

    boolean isTimedOut() {
        return timedOut;
    }

    void abort(String why) {
        if (body != null) {
            body.abort(why);
        }
        if (data != null) {
            data.abort(why);
        }
    }

    /** The request has ended. */
    void release() {
        incoming.release();
        if (body != null) {
            body.release();
        }
        if (data != null) {
            data.release();
        }
    }

    // ---- the thread that runs the request ----

    Params params() {
        return exists(params);
    }

    RequestBody body() {
        return exists(body);
    }

    /** The file to filter; in another role an empty stream. */
    RequestBody data() {
        RequestBody d = data;
        if (d == null) {
            d = new RequestBody(spool, 0, pressure);
            d.complete();
            data = d;
        }
        return d;
    }

    private static <T> T exists(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the parameters are not complete yet");
        }
        return part;
    }
}
