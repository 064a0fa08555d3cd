package luafcgid.protocol.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import luafcgid.protocol.BodyTooLargeException;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.ShortBodyException;
import org.jspecify.annotations.Nullable;

/**
 * A request body on its way from an I/O thread, which offers buffers and never blocks, to the thread that runs the request, which
 * reads and blocks. What is not read as it comes is kept by a {@link Spool}.
 *
 * <p>The reader gets the bytes in their order, of those that were announced, and then the end: -1, or, where fewer came than were
 * announced, {@link ShortBodyException}. When the body is refused, aborted, released or cannot be kept, what was not read is given
 * back at once, what still comes is thrown away, and each read, one that waits included, fails: with {@link BodyTooLargeException},
 * {@link RequestAbortedException}, or an {@link IOException} that names the folder or setting at fault. The first of these reasons
 * stays, but for an abort, which takes the place of all others.
 *
 * <p>The lock guards every field. The pressure callback, the disk and the reader's waiting for it are outside of it.
 */
public final class RequestBody extends InputStream {
    /**
     * Told when the disk cannot keep up ({@code true}: stop reading the connection) and when it has ({@code false}). Any thread; must
     * not block. Each {@code true} is followed by one {@code false}, but the two may overtake each other: count them.
     */
    @FunctionalInterface
    public interface Pressure {
        void high(boolean high);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Spool spool;
    private final Pressure pressure;
    /** Bytes that were announced; -1 when none were. */
    private final long announced;

    private long received;
    private long limit;
    /** Most requests have no body. */
    private @Nullable Backlog backlog;

    private boolean pressed;
    private boolean ended;
    private boolean aborted;
    /** Why nothing can be read any more. */
    private @Nullable Supplier<IOException> failure;

    /**
     * @param spool     where what was not read yet is kept, and what limits the body until {@link #limit} does
     * @param announced bytes that are to come, -1 when that is not known; what comes beyond them is thrown away
     */
    public RequestBody(Spool spool, long announced, Pressure pressure) {
        this.spool = spool;
        this.announced = announced;
        this.pressure = pressure;
        this.limit = spool.settings().body();
        this.failure = announced > limit ? tooLarge(limit) : null;
    }

    private static Supplier<IOException> tooLarge(long limit) {
        return () -> new BodyTooLargeException(limit);
    }

    /** Bytes that are to come, -1 when that is not known. */
    public long announced() {
        return announced;
    }

    /**
     * Refuses more than that many bytes from now on, those included that have come already: at once when more were announced, else
     * when more come. The spool's own limit stays where it is the lower one. Any thread.
     *
     * @param bytes 0 or more
     */
    public void limit(long bytes) {
        boolean relieved = false;
        lock.lock();
        try {
            if (failure == null) {
                limit = Math.min(bytes, spool.settings().body());
                if (Math.max(announced, received) > limit) {
                    giveUp(tooLarge(limit));
                }
                relieved = unpress();
            }
        } finally {
            lock.unlock();
        }
        tell(relieved);
    }

    private void giveUp(Supplier<IOException> why) {
        failure = why;
        if (backlog != null) {
            backlog.clear();
        }
        arrived.signalAll();
    }

    /** Adds bytes; takes over the buffer's reference. I/O thread. */
    public void offer(ByteBuf buffer) {
        Backlog spilling = null;
        boolean press = false;
        boolean relieved = false;
        lock.lock();
        try {
            if (failure != null || hasAll() || !buffer.isReadable()) {
                buffer.release();
                return;
            }
            if (announced - received < buffer.readableBytes() && announced >= 0) {
                buffer.writerIndex(buffer.readerIndex() + (int) (announced - received));
            }
            received += buffer.readableBytes();
            if (received > limit) {
                buffer.release();
                giveUp(tooLarge(limit));
                relieved = unpress();
            } else {
                Backlog kept = backlog();
                spilling = kept.add(buffer) ? kept : null;
                press = !pressed && kept.isCongested();
                pressed |= press;
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (spilling != null) {
            spool.execute(spilling);
        }
        if (press) {
            pressure.high(true);
        }
        tell(relieved);
    }

    private Backlog backlog() {
        Backlog now = backlog;
        if (now == null) {
            now = new Backlog(this, lock, spool);
            backlog = now;
        }
        return now;
    }

    /** No more bytes follow. I/O thread. */
    public void complete() {
        lock.lock();
        try {
            ended = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Readers get a {@link RequestAbortedException} with the first such message from now on. Any thread. */
    public void abort(String message) {
        boolean relieved = false;
        lock.lock();
        try {
            if (!aborted) {
                aborted = true;
                giveUp(() -> new RequestAbortedException(message));
                relieved = unpress();
            }
        } finally {
            lock.unlock();
        }
        tell(relieved);
    }

    /** Gives back what was not read, and what may still come. The request has ended. Any thread, any number of times. */
    public void release() {
        end(() -> new RequestAbortedException("the request has ended, and its body with it"));
    }

    /** The bytes can no longer be kept, or got back. */
    void fail(IOException e) {
        end(() -> new IOException(e.getMessage(), e));
    }

    private void end(Supplier<IOException> why) {
        boolean relieved = false;
        lock.lock();
        try {
            if (failure == null) {
                giveUp(why);
                relieved = unpress();
            }
        } finally {
            lock.unlock();
        }
        tell(relieved);
    }

    /** There is less in memory than there was. The lock is not held. */
    void relieve() {
        boolean relieved;
        lock.lock();
        try {
            relieved = unpress();
        } finally {
            lock.unlock();
        }
        tell(relieved);
    }

    private boolean unpress() {
        if (!pressed || (backlog != null && !backlog.isRelieved())) {
            return false;
        }
        pressed = false;
        return true;
    }

    private void tell(boolean relieved) {
        if (relieved) {
            pressure.high(false);
        }
    }

    /** Bytes are in the file that were on their way to it. The lock is held. */
    void wake() {
        arrived.signalAll();
    }

    /** Whether all bytes have come that the reader gets, so that it cannot wait for more. Any thread. */
    public boolean isComplete() {
        lock.lock();
        try {
            return hasAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasAll() {
        return ended || (announced >= 0 && received >= announced);
    }

    /** Whether the sender has said that no more follows: it may still do so when {@link #isComplete} is true. Any thread. */
    public boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a reader would wait, now, for bytes that have not come. Any thread. */
    public boolean needsMore() {
        lock.lock();
        try {
            return failure == null && !hasAll() && bytes() == 0;
        } finally {
            lock.unlock();
        }
    }

    private long bytes() {
        return backlog == null ? 0 : backlog.bytes();
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
        Backlog kept;
        int n = 0;
        boolean relieved = false;
        lock.lock();
        try {
            awaitBytes();
            kept = backlog;
            if (kept == null || kept.bytes() == 0) {
                if (received < announced) {
                    throw new ShortBodyException(announced, received);
                }
                return -1;
            }
            if (!kept.isFiled()) {
                n = kept.take(into, offset, length);
                relieved = unpress();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestAbortedException("interrupted while waiting for the request's body");
        } finally {
            lock.unlock();
        }
        tell(relieved);
        return n > 0 ? n : readFile(kept, into, offset, length);
    }

    /** Waits until there is something to read or no more comes. */
    private void awaitBytes() throws InterruptedException, IOException {
        while (failure == null && (backlog == null || !backlog.isReadable()) && !(hasAll() && bytes() == 0)) {
            arrived.await();
        }
        if (failure != null) {
            throw failure.get();
        }
    }

    private int readFile(Backlog kept, byte[] into, int offset, int length) throws IOException {
        try {
            return kept.readFile(into, offset, length);
        } catch (IOException e) {
            fail(e);
            lock.lock();
            try {
                throw failure == null ? e : failure.get();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return (int) Math.min(Integer.MAX_VALUE, bytes());
        } finally {
            lock.unlock();
        }
    }
}
