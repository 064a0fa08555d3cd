package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Responder;
import luafcgid.protocol.Response;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.transport.RequestBody;
import luafcgid.protocol.transport.Spool;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, from BEGIN_REQUEST to END_REQUEST.
 *
 * <p>The I/O thread fills it; from {@link #run} on one other thread reads it and writes the response. What both touch is the body,
 * and the abort, which the exchange's monitor guards.
 */
final class Exchange implements Request, Response, RequestExecutor.Task {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.request");

    private final Connection connection;
    private final int id;
    private final Role role;
    private final boolean keepConnection;
    private final Responder responder;
    private final Spool spool;
    private RequestBody body;
    private RequestBody data;
    private long contentLength = -1;
    private final OutputRecords stdout = new OutputRecords(this, RecordType.STDOUT);
    private final OutputRecords stderr = new OutputRecords(this, RecordType.STDERR);

    /** Collected by the I/O thread until the parameters are complete. */
    private byte[] wire = new byte[0];

    private int wireLength;
    private @Nullable Params params;
    private int appStatus;
    private volatile boolean aborted;
    private volatile boolean cancelled;
    private volatile boolean ended;
    private @Nullable Runnable onAbort;
    private volatile @Nullable Runnable onMove;

    Exchange(Connection connection, int id, Role role, boolean keepConnection, Responder responder, Spool spool) {
        this.connection = connection;
        this.id = id;
        this.role = role;
        this.keepConnection = keepConnection;
        this.responder = responder;
        this.spool = spool;
        this.body = new RequestBody(spool, 0, connection::pauseReading);
        this.data = body;
    }

    int id() {
        return id;
    }

    boolean keepConnection() {
        return keepConnection;
    }

    // ---- I/O thread ----

    /** Adds bytes of PARAMS; false when there are more than {@code limit}. */
    boolean addParams(ByteBuf in, int length, int limit) {
        if (wireLength + length > limit) {
            return false;
        }
        if (wire.length < wireLength + length) {
            // Most requests have one record of parameters: then this is the only copy.
            wire = Arrays.copyOf(wire, wireLength == 0 ? length : Math.max(wireLength + length, wireLength * 2));
        }
        in.readBytes(wire, wireLength, length);
        wireLength += length;
        return true;
    }

    /** The parameters are complete. */
    void endParams() throws ProtocolException {
        params = Params.decode(wire.length == wireLength ? wire : Arrays.copyOf(wire, wireLength));
        wire = new byte[0];
        if (role != Role.AUTHORIZER) {
            contentLength = length("CONTENT_LENGTH");
        }
        body = new RequestBody(spool, contentLength, connection::pauseReading);
        if (role == Role.FILTER) {
            data = new RequestBody(spool, length("FCGI_DATA_LENGTH"), connection::pauseReading);
        }
    }

    /** The length that a variable announces, or -1 when there is none. */
    private long length(String variable) throws ProtocolException {
        String text = params().get(variable, "");
        if (text.isEmpty()) {
            return -1;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProtocolException(variable + " '" + text + "' is not a length");
        }
        return Long.parseLong(text);
    }

    boolean hasParams() {
        return params != null;
    }

    RequestBody requestBody() {
        return body;
    }

    void abort(String why) {
        Runnable action;
        synchronized (this) {
            if (aborted) {
                return;
            }
            aborted = true;
            action = onAbort;
            onAbort = null;
        }
        body.abort(why);
        if (action != null) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A request was aborted, and what was to be done then failed", e);
            }
        }
    }

    // ---- the thread that runs the request ----

    @Override
    public void run() {
        try {
            if (!aborted) {
                responder.respond(this, this);
            }
            finish(ProtocolStatus.REQUEST_COMPLETE);
        } catch (RequestAbortedException e) {
            // What was sent is cut short, though its end is in order.
            appStatus = appStatus == 0 ? 1 : appStatus;
            finish(ProtocolStatus.REQUEST_COMPLETE);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "A request failed in the responder", e);
            fail("500 Internal Server Error", ProtocolStatus.REQUEST_COMPLETE);
            if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
                throw error;
            }
        }
    }

    @Override
    public void reject(RequestExecutor.Rejection reason) {
        LOG.log(Level.DEBUG, "Request rejected: {0}", reason);
        // Web servers show a 503 to the client and do not look at the protocol's status; HAProxy does the reverse.
        fail("503 Service Unavailable\r\nRetry-After: 1", ProtocolStatus.OVERLOADED);
    }

    /** Answers with that status if nothing was answered so far, and ends the request. */
    void fail(String status, ProtocolStatus protocolStatus) {
        appStatus = 1;
        if (!stdout.isUsed()) {
            int line = status.indexOf('\r');
            String title = line < 0 ? status : status.substring(0, line);
            String page = "Status: " + status + "\r\nContent-Type: text/plain\r\n\r\n" + title + "\n";
            try {
                stdout.write(page.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The peer has gone before it was told {0}", title);
            }
        }
        finish(protocolStatus);
    }

    private void finish(ProtocolStatus status) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            onAbort = null;
        }
        ByteBuf last = null;
        if (connection.isOpen()) {
            last = stderr.isUsed() ? stderr.end(null, false) : null;
            last = stdout.end(last, true);
            new EndRequest(appStatus, status).encode(last, id);
        } else {
            stdout.discard();
            stderr.discard();
        }
        body.release();
        if (data != body) {
            data.release();
        }
        connection.end(this, last);
    }

    @Override
    public void cancel(String why) {
        cancelled = true;
        body.abort(why);
        data.abort(why);
        connection.wake();
    }

    void checkAborted() throws RequestAbortedException {
        if (aborted) {
            throw new RequestAbortedException("the web server gave the request up");
        }
        if (cancelled) {
            throw new RequestAbortedException("the request was cancelled");
        }
        if (ended) {
            throw new RequestAbortedException("the request has ended, and its response with it");
        }
    }

    ByteBuf allocate(int capacity) {
        return connection.allocate(capacity);
    }

    void send(ByteBuf records) throws IOException {
        connection.send(this, records);
    }

    // ---- Request and Response ----

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Params params() {
        Params p = params;
        if (p == null) {
            throw new IllegalStateException("the parameters are not complete yet");
        }
        return p;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public long contentLength() {
        return contentLength;
    }

    @Override
    public InputStream data() {
        return data;
    }

    @Override
    public void limitBody(long bytes) {
        body.limit(bytes);
    }

    @Override
    public boolean isComplete() {
        return body.isComplete();
    }

    @Override
    public boolean isAborted() {
        return aborted;
    }

    @Override
    public void onAbort(Runnable action) {
        synchronized (this) {
            if (!aborted) {
                onAbort = action;
                return;
            }
        }
        action.run();
    }

    @Override
    public void onMove(Runnable action) {
        onMove = action;
    }

    @Override
    public void requestMove() {
        Runnable action = onMove;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public OutputStream stdout() {
        return stdout;
    }

    @Override
    public OutputStream stderr() {
        return stderr;
    }

    @Override
    public void appStatus(int status) {
        appStatus = status;
    }
}
