package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.EndRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request in progress on a connection, from BEGIN_REQUEST to END_REQUEST.
 *
 * <p>Any thread may use it; each stream is for one thread at a time. A thread that waits can be interrupted, which gets it an
 * {@link InterruptedIOException} and harms nobody else; {@link FcgiLimits#silence} and {@link FcgiLimits#total} end its wait
 * with a {@link SocketTimeoutException}. When the connection breaks, every method that waits throws what broke it.
 *
 * <p>An application may answer before it has read the body, and wait for its answer to be read. A caller who writes more than
 * {@link FcgiLimits#input} and is answered more than {@link FcgiLimits#output} bytes therefore reads in another thread than it
 * writes, or uses {@link FcgiClient#request}.
 *
 * <p>FastCGI has no flow control of single requests. While a call's unread output has reached {@link FcgiLimits#output},
 * nothing is read from the connection and the other calls wait; if they wait for {@link FcgiLimits#stall}, the call is given
 * up. So read both streams of an answer, or close the one that nobody wants.
 */
public final class FcgiCall implements AutoCloseable {
    private final Multiplexer connection;
    private final int id;
    private final boolean collecting;
    private final FcgiLimits limits;
    private final Patience patience;
    private final ResponseStream stdout;
    private final ResponseStream stderr;
    private final RequestStream stdin = new RequestStream(this, RecordType.STDIN);
    private final OutputStream bufferedStdin = new BufferedOutputStream(stdin);
    private final @Nullable OutputStream data;

    // Guarded by the multiplexer's lock.
    private int queued;
    private boolean aborted;
    private @Nullable Failure failure;
    private @Nullable EndRequest end;

    /** Under the lock; {@code collecting} a reply in memory, so that no reader holds the connection up. */
    FcgiCall(Multiplexer connection, int id, Role role, FcgiLimits limits, boolean collecting) {
        this.connection = connection;
        this.id = id;
        this.limits = limits;
        this.collecting = collecting;
        this.patience = new Patience(limits, connection.newCondition());
        int capacity = collecting ? limits.reply() : limits.output();
        this.stdout = new ResponseStream(this, RecordType.STDOUT, capacity);
        this.stderr = new ResponseStream(this, RecordType.STDERR, capacity);
        this.data = role.inputStreams().contains(RecordType.DATA)
                ? new BufferedOutputStream(new RequestStream(this, RecordType.DATA))
                : null;
    }

    /** The request's id, 1 to 65535. Another call may have it as soon as this one has ended. */
    public int id() {
        return id;
    }

    /**
     * The body. Buffered: {@code flush()} sends what was written, {@code close()} also ends the stream, which every request
     * needs, one without a body too. What is written after the application has ended the request goes nowhere, without an
     * error: the answer tells.
     */
    public OutputStream stdin() {
        return bufferedStdin;
    }

    /**
     * The file to be filtered (FCGI_DATA, section 6.4), like {@link #stdin}, and sent after it.
     *
     * @throws IllegalStateException in another role than Filter, or before {@code stdin()} was closed
     */
    public OutputStream data() {
        if (data == null) {
            throw new IllegalStateException("only a Filter has FCGI_DATA: begin the call with Role.FILTER");
        }
        if (!stdin.isClosed()) {
            throw new IllegalStateException("FCGI_DATA follows FCGI_STDIN: close stdin() first");
        }
        return data;
    }

    /** The answer: header block, empty line, body. Closing it throws away what is left of it. */
    public InputStream stdout() {
        return stdout;
    }

    /** Messages for the error log. Closing it throws away what is left of them. */
    public InputStream stderr() {
        return stderr;
    }

    /**
     * Waits until the application has ended the request. It can only do so when its output is read, before or meanwhile.
     *
     * @return the application's status, and the protocol's: whether it was OVERLOADED, does not multiplex or does not know the
     * role
     */
    public EndRequest end() throws IOException {
        return connection.locked(() -> {
            await(() -> isBroken() || end != null, "END_REQUEST of request " + id);
            return Objects.requireNonNull(end);
        });
    }

    /**
     * Gives the request up: sends ABORT_REQUEST (section 5.4), throws away what is there of the answer and what still comes.
     * Readers and writers get an exception from then on; {@link #end} still waits for the application's END_REQUEST. Does not
     * wait. A second time, or after the end, it does nothing.
     */
    public void abort() {
        connection.abort(this);
    }

    /** Aborts the request unless it has ended; what was not read is gone. Does not wait. */
    @Override
    public void close() {
        connection.abandon(this);
    }

    // ---- for the streams ----

    <T> T locked(Multiplexer.Action<T> action) throws IOException {
        return connection.locked(action);
    }

    /** Waits for something in the answer, at most until the request has ended. Under the lock. */
    void awaitOutput(BooleanSupplier there, String what) throws IOException {
        await(() -> there.getAsBoolean() || isGivenUp() || end != null, "more of " + what);
    }

    /** Sends records of this call, as soon as not too many of them wait. */
    void send(ByteBuf records, RecordType type) throws IOException {
        connection.locked(() -> {
            await(
                    () -> end != null || (!isGivenUp() && queued < limits.input()),
                    "room for " + type + " of request " + id);
            int bytes = records.readableBytes();
            if (end == null && connection.enqueue(this, records)) {
                queued += bytes;
            }
            return id;
        });
    }

    /** False, or the exception that says why nothing more comes. */
    private boolean isGivenUp() throws IOException {
        if (aborted) {
            throw new IOException("request " + id + " was aborted");
        }
        return isBroken();
    }

    private boolean isBroken() throws IOException {
        if (failure != null) {
            throw failure.exception();
        }
        return false;
    }

    private void await(Patience.Done done, String what) throws IOException {
        try {
            patience.await(done, what);
        } catch (SocketTimeoutException e) {
            throw connection.explain(e);
        }
    }

    /** A stream of the answer has become full, or has room again. Under the lock. */
    void filled(ResponseStream stream, boolean full) {
        if (!collecting) {
            connection.filled(full);
        } else if (full) {
            connection.giveUp(
                    this,
                    new Failure(
                            IOException::new,
                            stream.what() + " is longer than " + limits.reply()
                                    + " bytes (FcgiLimits.reply); read it from a call's stream instead"));
        }
    }

    // ---- for the multiplexer, under the lock ----

    ResponseStream stream(RecordType type) {
        patience.progress();
        return type == RecordType.STDOUT ? stdout : stderr;
    }

    /** The stream that has been full and unread for so long, or null. */
    @Nullable
    ResponseStream fullFor(long now, long nanos) {
        return stdout.isFullFor(now, nanos) ? stdout : stderr.isFullFor(now, nanos) ? stderr : null;
    }

    boolean isInProgress() {
        return end == null && failure == null && !aborted;
    }

    void sent(int bytes) {
        queued -= bytes;
        patience.progress();
    }

    void aborted() {
        aborted = true;
        discard();
    }

    void failed(Failure why) {
        if (end == null && failure == null) {
            failure = why;
            patience.wake();
        }
    }

    void ended(EndRequest how) {
        end = how;
        patience.wake();
    }

    void discard() {
        stdout.discard();
        stderr.discard();
        patience.wake();
    }
}
