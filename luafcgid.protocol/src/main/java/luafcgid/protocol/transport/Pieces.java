package luafcgid.protocol.transport;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/** Buffers of one body in their order. One thread at a time. */
final class Pieces {
    /** What a piece costs besides its bytes: without it a body of one-byte records would hold hundreds of times its size. */
    private static final int PIECE = 128;

    /** Most bodies that come at all come in one buffer. */
    private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>(1);

    private final AtomicLong all;
    private long bytes;

    /** @param all counts what all bodies' pieces cost */
    Pieces(AtomicLong all) {
        this.all = all;
    }

    boolean isEmpty() {
        return buffers.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Bytes of memory that the pieces take up. */
    long cost() {
        return bytes + (long) PIECE * Math.max(0, buffers.size() - 1);
    }

    /** Takes over the buffer's reference; it has bytes. */
    void add(ByteBuf buffer) {
        long before = cost();
        buffers.add(buffer);
        bytes += buffer.readableBytes();
        all.addAndGet(cost() - before);
    }

    /** Moves the oldest bytes, as many as there are and fit. */
    int take(byte[] into, int offset, int length) {
        long before = cost();
        int taken = 0;
        for (ByteBuf first = buffers.peek(); first != null && taken < length; first = buffers.peek()) {
            int n = Math.min(length - taken, first.readableBytes());
            first.readBytes(into, offset + taken, n);
            taken += n;
            if (!first.isReadable()) {
                buffers.remove().release();
            }
        }
        bytes -= taken;
        all.addAndGet(cost() - before);
        return taken;
    }

    void clear() {
        all.addAndGet(-cost());
        buffers.forEach(ByteBuf::release);
        buffers.clear();
        bytes = 0;
    }
}
