package luafcgid.protocol.transport;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What came of a body and was not read: the oldest bytes in its file, if it has one, then those on their way there, then those in
 * memory. When too much is in memory, all of it is written; when the file has been read to its end, memory is enough again.
 *
 * <p>The body's lock guards every field; the disk is used outside of it. As a task of the spool's threads it writes; there is never
 * more than one of it, which {@link #spilling} says.
 */
final class Backlog implements Runnable {
    /** Bytes moved under the lock, and written at once. */
    private static final int CHUNK = 64 << 10;

    /** Chunks after which the next body is served. */
    private static final int TURN = 16;

    private final RequestBody body;
    private final ReentrantLock lock;
    private final Spool spool;
    private final Pieces memory;
    private @Nullable SpoolFile file;
    private long filed;
    private int inFlight;
    private boolean spilling;
    private boolean cleared;
    /** Whether the reader has left the I/O thread that it may have begun on. */
    private boolean moved;

    Backlog(RequestBody body, ReentrantLock lock, Spool spool) {
        this.body = body;
        this.lock = lock;
        this.spool = spool;
        this.memory = new Pieces(spool.memory());
    }

    // ---- under the lock ----

    /** Takes over the buffer's reference. Returns whether this is to be given to the spool's threads. */
    boolean add(ByteBuf buffer) {
        memory.add(buffer);
        if (spilling || memory.cost() <= spool.allowance()) {
            return false;
        }
        spilling = true;
        return true;
    }

    /** Whether the connection has to wait for the disk. */
    boolean isCongested() {
        return spilling && memory.cost() > spool.room();
    }

    /** Whether the disk has caught up, so that the connection can be read again. */
    boolean isRelieved() {
        return memory.cost() <= spool.room() / 2;
    }

    long bytes() {
        return filed + inFlight + memory.bytes();
    }

    /** Whether there is something to read, and the disk need not be waited for that writes it. */
    boolean isReadable() {
        return filed > 0 || (inFlight == 0 && !memory.isEmpty());
    }

    /** Whether what is to be read next is in the file. */
    boolean isFiled() {
        return filed > 0;
    }

    /** Reads from memory. */
    int take(byte[] into, int offset, int length) {
        return memory.take(into, offset, Math.min(length, CHUNK));
    }

    /** Gives everything back; nothing may be added any more. */
    void clear() {
        cleared = true;
        memory.clear();
        filed = 0;
        SpoolFile unwanted = file;
        file = null;
        if (unwanted != null) {
            // Not here: a long file takes its time, and this may be an I/O thread.
            spool.execute(unwanted::close);
        }
    }

    // ---- the reader's thread, outside of the lock ----

    /**
     * Reads from the file, which has to have something.
     *
     * @throws IOException naming what is at fault and the remedy; or because the backlog was cleared
     */
    int readFile(byte[] into, int offset, int length) throws IOException {
        leaveIoThread();
        SpoolFile source;
        int most;
        lock.lock();
        try {
            source = file;
            most = (int) Math.min(length, filed);
        } finally {
            lock.unlock();
        }
        if (source == null) {
            throw new IOException("the body was given up");
        }
        int n = source.read(into, offset, most);
        lock.lock();
        try {
            filed = Math.max(0, filed - n);
        } finally {
            lock.unlock();
        }
        return n;
    }

    /** A request that began on an I/O thread moves by giving way once; the JVM does not have it do so for a file's sake. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void leaveIoThread() {
        if (!moved) {
            moved = true;
            Thread.yield();
        }
    }

    // ---- the spool's threads ----

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int i = 0; i < TURN; i++) {
                if (!spill(chunk)) {
                    return;
                }
            }
            spool.execute(this);
        } catch (IOException e) {
            body.fail(e);
        }
    }

    /** Moves the oldest bytes of those in memory to the file; false when there were none. */
    private boolean spill(byte[] chunk) throws IOException {
        SpoolFile target;
        int count;
        lock.lock();
        try {
            target = file;
            count = memory.take(chunk, 0, chunk.length);
            inFlight = count;
            if (count == 0) {
                spilling = false;
                return false;
            }
        } finally {
            lock.unlock();
        }
        body.relieve();
        if (target == null) {
            target = open();
        }
        target.append(chunk, count);
        lock.lock();
        try {
            inFlight = 0;
            filed = cleared ? 0 : filed + count;
            body.wake();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private SpoolFile open() throws IOException {
        SpoolFile opened = new SpoolFile(spool);
        lock.lock();
        try {
            if (!cleared) {
                file = opened;
                return opened;
            }
        } finally {
            lock.unlock();
        }
        opened.close();
        return opened;
    }
}
