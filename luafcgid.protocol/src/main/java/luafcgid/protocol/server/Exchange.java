package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Request;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.RequestExecutor;
import luafcgid.protocol.Response;
import luafcgid.protocol.Role;
import luafcgid.protocol.ShortBodyException;
import luafcgid.protocol.codec.EndRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, from BEGIN_REQUEST to END_REQUEST.
 *
 * <p>The I/O thread fills its {@link Input}; from {@link #run} on one other thread reads it and writes the response. What else both
 * touch is the abort, which the exchange's monitor guards.
 */
final class Exchange implements Request, Response, RequestExecutor.Task {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.request");

    private final Connection connection;
    private final int id;
    private final Role role;
    private final boolean keepConnection;
    private final Input input;
    private final OutputRecords stdout = new OutputRecords(this, RecordType.STDOUT);
    private final OutputRecords stderr = new OutputRecords(this, RecordType.STDERR);

    private int appStatus;
    private volatile boolean aborted;
    /** Why reads and writes fail from now on. */
    private volatile @Nullable String cancelled;

    private volatile boolean ended;
    /** Whether another thread has ended it than the one that runs it; guarded by the monitor, as is the next. */
    private boolean abandoned;
    /** Whether a part of the response has left. */
    private boolean begun;

    private @Nullable Runnable onAbort;
    private volatile @Nullable Runnable onMove;

    Exchange(Connection connection, int id, Role role, boolean keepConnection, Input input) {
        this.connection = connection;
        this.id = id;
        this.role = role;
        this.keepConnection = keepConnection;
        this.input = input;
    }

    int id() {
        return id;
    }

    boolean keepConnection() {
        return keepConnection;
    }

    Input input() {
        return input;
    }

    /** The request is about to be run. I/O thread. */
    void prepare() {
        stdout.prepare();
    }

    // ---- the end before its time ----

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
        input.abort(why);
        connection.wake();
        if (action != null) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A request was aborted, and what was to be done then failed", e);
            }
        }
    }

    @Override
    public void cancel(String why) {
        cancelled = why;
        input.abort(why);
        connection.wake();
    }

    /**
     * The web server owes input for too long: the request is answered 408, at once if nobody reads the input yet. I/O thread.
     *
     * @param begun whether {@link #run} was called for
     */
    void timeOut(boolean begun) {
        if (begun) {
            input.timeOut("the web server sent nothing more of the request's body");
        } else {
            fail("408 Request Timeout", ProtocolStatus.REQUEST_COMPLETE);
        }
    }

    void check() throws RequestAbortedException {
        if (aborted) {
            throw new RequestAbortedException("the web server gave the request up");
        }
        String why = cancelled;
        if (why != null) {
            throw new RequestAbortedException(why);
        }
        if (ended) {
            throw new RequestAbortedException("the request has ended, and its response with it");
        }
    }

    // ---- the thread that runs the request ----

    @Override
    public void run() {
        try {
            if (!aborted) {
                connection.application().responder().respond(this, this);
            }
            finish(ProtocolStatus.REQUEST_COMPLETE);
        } catch (RequestAbortedException e) {
            if (input.isTimedOut()) {
                fail("408 Request Timeout", ProtocolStatus.REQUEST_COMPLETE);
            } else {
                // What was sent is cut short, though its end is in order.
                appStatus = appStatus == 0 ? 1 : appStatus;
                finish(ProtocolStatus.REQUEST_COMPLETE);
            }
        } catch (BodyTooLargeException e) {
            fail("413 Content Too Large", ProtocolStatus.REQUEST_COMPLETE);
        } catch (ShortBodyException e) {
            fail("400 Bad Request", ProtocolStatus.REQUEST_COMPLETE);
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
        overloaded();
    }

    void overloaded() {
        // Web servers show a 503 to the client and do not look at the protocol's status; HAProxy does the reverse.
        fail("503 Service Unavailable\r\nRetry-After: 1", ProtocolStatus.OVERLOADED);
    }

    /** Answers with that status if nothing was answered so far, and ends the request. */
    void fail(String status, ProtocolStatus protocolStatus) {
        appStatus = 1;
        try {
            if (!stdout.isSent()) {
                stdout.replace(page(status).getBytes(StandardCharsets.ISO_8859_1));
            }
        } finally {
            finish(protocolStatus);
        }
    }

    private static String page(String status) {
        int line = status.indexOf('\r');
        String title = line < 0 ? status : status.substring(0, line);
        return "Status: " + status + "\r\nContent-Type: text/plain\r\n\r\n" + title + "\n";
    }

    private void finish(ProtocolStatus status) {
        synchronized (this) {
            if (abandoned) {
                discard();
                return;
            }
            if (ended) {
                return;
            }
            ended = true;
            onAbort = null;
        }
        ByteBuf last = null;
        try {
            last = connection.isOpen() ? last(status) : null;
        } finally {
            // Also when there is no memory for the last records: nothing must be left of a request that cannot be
            // answered.
            discard();
            connection.end(this, last);
        }
    }

    private void discard() {
        stdout.discard();
        stderr.discard();
        input.release();
    }

    /** What was collected for the response, and the body, are left to the thread that runs the request: it may be about to use them. */
    @Override
    public void abandon(String status) {
        boolean cut;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            abandoned = true;
            onAbort = null;
            cut = begun;
        }
        input.abort("the request was given up");
        ByteBuf last = null;
        try {
            last = connection.isOpen() ? farewell(cut ? null : page(status)) : null;
        } finally {
            connection.end(this, last);
            connection.wake();
        }
    }

    private ByteBuf farewell(@Nullable String page) {
        OutputRecords records = new OutputRecords(this, RecordType.STDOUT);
        if (page != null) {
            records.replace(page.getBytes(StandardCharsets.ISO_8859_1));
        }
        ByteBuf last = records.end(null, true);
        new EndRequest(1, ProtocolStatus.REQUEST_COMPLETE).encode(last, id);
        return last;
    }

    private ByteBuf last(ProtocolStatus status) {
        ByteBuf last = stdout.end(stderr.isUsed() ? stderr.end(null, false) : null, true);
        new EndRequest(appStatus, status).encode(last, id);
        return last;
    }

    ByteBuf allocate(int capacity) {
        return connection.allocate(capacity);
    }

    void send(OutputRecords from, ByteBuf records) throws IOException {
        connection.awaitRoom(this, records);
        synchronized (this) {
            if (!abandoned) {
                begun |= from == stdout;
                connection.send(records);
                return;
            }
        }
        records.release();
        check();
    }

    // ---- Request and Response ----

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Params params() {
        return input.params();
    }

    @Override
    public long contentLength() {
        return input.body().announced();
    }

    @Override
    public InputStream body() {
        return input.body();
    }

    @Override
    public InputStream data() {
        return input.data();
    }

    @Override
    public void limitBody(long bytes) {
        input.body().limit(bytes);
    }

    @Override
    public boolean isComplete() {
        return input.body().isComplete();
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
