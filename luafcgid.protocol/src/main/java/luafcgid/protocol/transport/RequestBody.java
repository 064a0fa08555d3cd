package luafcgid.protocol.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.ShortBodyException;
import org.jspecify.annotations.Nullable;

/**
 * A request body on its way from an I/O thread, which offers buffers and never blocks, to the thread that runs the request, which
 * reads and blocks.
 *
 * <p>The lock guards every field. The pressure callback runs outside of it.
 */
public final class RequestBody extends InputStream {
    /** Told when the body holds enough ({@code true}: stop reading the connection) and when there is room again. */
    @FunctionalInterface
    public interface Pressure {
        void high(boolean high);
    }

    /** What a piece costs besides its bytes: without it a body of one-byte records would hold hundreds of times its size. */
    private static final int PIECE = 128;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    /** Most requests have no body: room for one buffer, until there are more. */
    private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>(1);

    private final int highWater;
    private final Pressure pressure;
    /** Bytes that were announced; -1 when none were. */
    private final long announced;

    private long received;
    private long limit = Long.MAX_VALUE;
    private boolean tooLarge;
    private long held;
    private boolean pressed;
    private boolean complete;
    private boolean released;
    private @Nullable String aborted;

    /**
     * @param spool     where what was not read yet is kept
     * @param announced bytes that are to come, -1 when that is not known; what comes beyond them is thrown away
     */
    public RequestBody(Spool spool, long announced, Pressure pressure) {
        this.highWater = spool.memory();
        this.announced = announced;
        this.pressure = pressure;
    }

    /** Bytes that are to come, -1 when that is not known. */
    public long announced() {
        return announced;
    }

    /** Refuses more than that many bytes from now on, those included that have come already. Any thread. */
    public void limit(long bytes) {
        lock.lock();
        try {
            limit = bytes;
            if (Math.max(announced, received) > limit) {
                refuse();
            }
        } finally {
            lock.unlock();
        }
    }

    private void refuse() {
        tooLarge = true;
        held = 0;
        buffers.forEach(ByteBuf::release);
        buffers.clear();
        arrived.signalAll();
    }

    /** Adds bytes; takes over the buffer's reference. I/O thread. */
    public void offer(ByteBuf buffer) {
        boolean press = false;
        lock.lock();
        try {
            if (released || complete || aborted != null || !buffer.isReadable()) {
                buffer.release();
                return;
            }
            received += buffer.readableBytes();
            if (received > limit) {
                refuse();
            }
            if (tooLarge) {
                buffer.release();
                return;
            }
            buffers.add(buffer);
            held += buffer.readableBytes();
            if (!pressed && cost() >= highWater) {
                pressed = press = true;
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (press) {
            pressure.high(true);
        }
    }

    private long cost() {
        return held + (long) PIECE * (buffers.size() - 1);
    }

    /** No more bytes follow. I/O thread. */
    public void complete() {
        lock.lock();
        try {
            complete = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Readers get a {@link RequestAbortedException} with that message from now on. Any thread. */
    public void abort(String message) {
        lock.lock();
        try {
            aborted = Objects.requireNonNullElse(aborted, message);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the whole body has arrived. Any thread. */
    public boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was not read, and what may still come. The request has ended. */
    public void release() {
        boolean relieve;
        lock.lock();
        try {
            released = true;
            relieve = pressed;
            pressed = false;
            held = 0;
            buffers.forEach(ByteBuf::release);
            buffers.clear();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (relieve) {
            pressure.high(false);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        boolean relieve = false;
        int n;
        lock.lock();
        try {
            while (buffers.isEmpty() && !complete && !tooLarge && aborted == null && !released) {
                arrived.await();
            }
            if (aborted != null) {
                throw new RequestAbortedException(aborted);
            }
            if (released) {
                throw new RequestAbortedException("the request has ended, and its body with it");
            }
            if (tooLarge) {
                throw new BodyTooLargeException(limit);
            }
            ByteBuf first = buffers.peek();
            if (first == null) {
                if (received < announced) {
                    throw new ShortBodyException(announced, received);
                }
                return -1;
            }
            n = Math.min(length, first.readableBytes());
            first.readBytes(into, offset, n);
            if (!first.isReadable()) {
                buffers.remove().release();
            }
            held -= n;
            if (pressed && cost() <= highWater / 2) {
                pressed = false;
                relieve = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestAbortedException("interrupted while waiting for the request's body");
        } finally {
            lock.unlock();
        }
        if (relieve) {
            pressure.high(false);
        }
        return n;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, held);
        } finally {
            lock.unlock();
        }
    }
}
