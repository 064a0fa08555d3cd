package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * STDOUT or STDERR of one request. Bytes are collected behind the place where their record's header will be, so that a small
 * response, its end included, leaves in one write.
 */
final class OutputRecords extends OutputStream {
    /** Room for a small page; grows by doubling up to a full record. */
    private static final int INITIAL = 1024;

    /**
     * Where a response is cut into records. Header and end fit into the same 64 KB, or the buffer would double. A head of up to that
     * is not cut: HAProxy 2.6 ends when one arrives in pieces.
     */
    private static final int RECORD = (64 << 10) - 40;

    private final Exchange exchange;
    private final RecordType type;
    private @Nullable ByteBuf buffer;
    /** Allocated before it is needed, until it is. */
    private @Nullable ByteBuf spare;

    private boolean used;
    private boolean sent;

    OutputRecords(Exchange exchange, RecordType type) {
        this.exchange = exchange;
        this.type = type;
    }

    /**
     * Allocates the first buffer. The I/O thread has a share of the allocator to itself; the thread that runs the request, often a
     * virtual one, would take turns with all others at a common one.
     */
    void prepare() {
        spare = exchange.allocate(INITIAL);
    }

    private ByteBuf allocate(int capacity) {
        ByteBuf prepared = spare;
        spare = null;
        return prepared != null ? prepared : exchange.allocate(capacity);
    }

    @Override
    public void write(int b) throws IOException {
        room().writeByte(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int at = offset;
        int left = length;
        while (left > 0) {
            ByteBuf b = room();
            int n = Math.min(left, RECORD - content(b));
            b.writeBytes(bytes, at, n);
            at += n;
            left -= n;
        }
    }

    /** The buffer, with room for one byte at least. */
    private ByteBuf room() throws IOException {
        ByteBuf b = buffer;
        if (b != null && content(b) == RECORD) {
            flush();
            b = buffer;
        }
        if (b == null) {
            exchange.check();
            buffer = b = allocate(INITIAL);
            b.writerIndex(RecordHeader.LENGTH);
            used = true;
        }
        return b;
    }

    private static int content(ByteBuf b) {
        return b.writerIndex() - RecordHeader.LENGTH;
    }

    @Override
    public void flush() throws IOException {
        ByteBuf b = takeRecord();
        if (b != null) {
            sent = true;
            exchange.send(this, b);
        }
    }

    /** The record of what was collected, or null when there is nothing. */
    private @Nullable ByteBuf takeRecord() {
        ByteBuf b = buffer;
        buffer = null;
        if (b != null) {
            RecordHeader header = RecordHeader.of(type, exchange.id(), content(b));
            header.encode(b, 0);
            b.writeZero(header.paddingLength());
        }
        return b;
    }

    /**
     * Ends the stream: adds what is left and the empty record to what {@code before} holds.
     *
     * @param always whether the stream is ended even if nothing was ever written to it (3.3: every stream but STDERR)
     */
    ByteBuf end(@Nullable ByteBuf before, boolean always) {
        ByteBuf last = takeRecord();
        if (last == null) {
            last = before != null ? before : allocate(64);
        } else if (before != null) {
            before.writeBytes(last);
            last.release();
            last = before;
        }
        if (used || always) {
            RecordHeader.of(type, exchange.id(), 0).encode(last);
        }
        discard();
        return last;
    }

    /** Gives back what was collected, unsent. */
    void discard() {
        release(buffer);
        buffer = null;
        release(spare);
        spare = null;
    }

    private static void release(@Nullable ByteBuf unneeded) {
        if (unneeded != null) {
            unneeded.release();
        }
    }

    /** Puts {@code bytes}, less than a record, in the place of what was collected and not sent. */
    void replace(byte[] bytes) {
        discard();
        used = true;
        buffer = exchange.allocate(RecordHeader.LENGTH + bytes.length)
                .writerIndex(RecordHeader.LENGTH)
                .writeBytes(bytes);
    }

    /** Whether anything has left. */
    boolean isSent() {
        return sent;
    }

    /** Whether anything was ever written. */
    boolean isUsed() {
        return used;
    }
}
