package luafcgid.ext.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import luafcgid.protocol.RequestAbortedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one response: decides its framing, buffers, and makes the writer wait while the client reads more slowly. Used by the
 * thread that runs the request, except where a method says otherwise.
 *
 * <p>The lock guards {@code aborted} and the wait for room.
 */
// What becomes of a write or a close shows when the channel becomes inactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Outlet {
    /** A page of a script mostly fits, and then its length is known before anything is sent. */
    private static final int BUFFER = 16 * 1024;

    /** Where the response is. */
    enum Stage {
        /** Nothing is decided: another response may still be sent instead. */
        NEW,
        /** The head is known but waits for its length or for a flush. */
        BEGUN,
        /** The head is on its way. */
        SENT,
        /** All is on its way. */
        ENDED
    }

    private final Channel channel;
    private final HttpMethod method;
    private final boolean http10;
    private final BooleanSupplier mayKeepAlive;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private boolean aborted;

    private volatile Stage stage = Stage.NEW;
    private volatile boolean keepAlive;
    private HttpResponseStatus status = HttpResponseStatus.OK;
    private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;
    private long announced = -1;
    private long taken;
    private @Nullable ByteBuf buffer;

    Outlet(Channel channel, HttpRequest request, BooleanSupplier mayKeepAlive) {
        this.channel = channel;
        this.method = request.method();
        this.http10 = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.mayKeepAlive = mayKeepAlive;
    }

    /** Any thread. */
    Stage stage() {
        return stage;
    }

    /** Whether another request may follow on the connection; final once the response has ended. Any thread. */
    boolean keepAlive() {
        return keepAlive;
    }

    boolean isHttp10() {
        return http10;
    }

    boolean isHead() {
        return method.equals(HttpMethod.HEAD);
    }

    /** Asks the client for the body that it holds back. */
    void proceed() {
        channel.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER),
                channel.voidPromise());
    }

    /** Announces the response, of so many bytes or of -1, which is unknown. */
    void begin(HttpResponseStatus responseStatus, HttpHeaders responseHeaders, long length) {
        if (stage != Stage.NEW) {
            throw new IllegalStateException("a response was begun already: it is " + stage);
        }
        status = responseStatus;
        headers = responseHeaders;
        announced = length;
        stage = Stage.BEGUN;
    }

    /** Takes back a response of which nothing was sent; returns whether another may be begun. */
    boolean reset() {
        if (stage == Stage.BEGUN) {
            release();
            taken = 0;
            stage = Stage.NEW;
        }
        return stage == Stage.NEW;
    }

    /** Adds to the body. Bytes beyond the announced length, or of a response that has no body, are dropped. */
    void write(byte[] from, int offset, int count) throws RequestAbortedException {
        int at = offset;
        int left = bodyless() ? 0 : announced < 0 ? count : (int) Math.min(count, announced - taken);
        while (left > 0) {
            ByteBuf into = buffer;
            if (into == null) {
                into = buffer = channel.alloc().buffer(Math.min(BUFFER, Math.max(left, 1024)), BUFFER);
            }
            int n = Math.min(left, into.maxWritableBytes());
            into.writeBytes(from, at, n);
            at += n;
            left -= n;
            taken += n;
            if (into.maxWritableBytes() == 0) {
                send();
            }
        }
    }

    /** Sends what there is. */
    void flush() throws RequestAbortedException {
        if (stage == Stage.BEGUN || (stage == Stage.SENT && buffer != null)) {
            send();
        }
    }

    /** Ends the response. One that fell short of its announced length ends with its connection, so that the client knows. */
    void end() throws RequestAbortedException {
        if (stage == Stage.NEW) {
            throw new IllegalStateException("a response that was not begun cannot end");
        }
        awaitRoom();
        ByteBuf rest = buffer;
        buffer = null;
        if (stage == Stage.BEGUN) {
            if (announced < 0 && !bodyless()) {
                announced = taken;
            }
            frame();
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    status,
                    rest == null ? channel.alloc().buffer(0) : rest,
                    headers,
                    EmptyHttpHeaders.INSTANCE);
            channel.writeAndFlush(response, channel.voidPromise());
        } else {
            if (rest != null) {
                channel.write(new DefaultHttpContent(rest), channel.voidPromise());
            }
            channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
        }
        if (isShort()) {
            keepAlive = false;
        }
        stage = Stage.ENDED;
    }

    private boolean isShort() {
        return taken < announced && !isHead() && !bodyless();
    }

    /** Gives back what was not sent; the response has ended, or will never. */
    void release() {
        ByteBuf rest = buffer;
        buffer = null;
        if (rest != null) {
            rest.release();
        }
    }

    /** Writers get a {@link RequestAbortedException} from now on. Any thread. */
    void abort() {
        lock.lock();
        try {
            aborted = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #abort}; the connection ends, since the one who would answer on it cannot be waited for. Any thread. */
    void abandon() {
        abort();
        channel.close();
    }

    /** The channel may have room again. I/O thread. */
    void wake() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void send() throws RequestAbortedException {
        awaitRoom();
        if (stage == Stage.BEGUN) {
            frame();
            channel.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers), channel.voidPromise());
            stage = Stage.SENT;
        }
        ByteBuf full = buffer;
        buffer = null;
        if (full == null) {
            channel.flush();
        } else {
            channel.writeAndFlush(new DefaultHttpContent(full), channel.voidPromise());
        }
    }

    /** Says in the headers where the body ends, and what becomes of the connection. */
    private void frame() {
        boolean closes = !keepAlive || !mayKeepAlive.getAsBoolean();
        if (announced >= 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, announced);
        } else if (!bodyless()) {
            if (http10) {
                closes = true;
            } else {
                headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
        if (closes) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (http10) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        keepAlive = !closes;
    }

    private boolean bodyless() {
        return status.code() == HttpResponseStatus.NO_CONTENT.code()
                || status.code() == HttpResponseStatus.RESET_CONTENT.code()
                || status.code() == HttpResponseStatus.NOT_MODIFIED.code();
    }

    private void awaitRoom() throws RequestAbortedException {
        lock.lock();
        try {
            // Waiting on the channel's own thread would wait for itself.
            while (!aborted && !channel.isWritable() && !channel.eventLoop().inEventLoop()) {
                room.await();
            }
            if (aborted) {
                throw new RequestAbortedException("the client has gone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestAbortedException("interrupted while waiting for the client to read");
        } finally {
            lock.unlock();
        }
    }
}
