package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/** STDOUT or STDERR of one call, on its way from the I/O thread to a reader. Guarded by the multiplexer's lock. */
final class ResponseStream extends InputStream {
    private final FcgiCall call;
    private final RecordType type;
    private final int capacity;
    private final ByteBuf held = Unpooled.buffer(512);
    private boolean ended;
    /** Nobody will read it: what comes is thrown away. */
    private boolean discarding;
    /** When it became full, or was last read from since. */
    private long fullSince;

    private boolean full;

    /** @param capacity bytes to hold before the connection is read no further */
    ResponseStream(FcgiCall call, RecordType type, int capacity) {
        this.call = call;
        this.type = type;
        this.capacity = capacity;
    }

    // ---- I/O thread, under the lock ----

    void offer(ByteBuf in, int length) throws ProtocolException {
        if (ended) {
            throw new ProtocolException("content of " + type + " of request " + call.id() + " after its end");
        }
        if (discarding) {
            return;
        }
        held.writeBytes(in, length);
        if (!full && held.readableBytes() >= capacity) {
            full = true;
            fullSince = System.nanoTime();
            call.filled(this, true);
        }
    }

    void end() throws ProtocolException {
        if (ended) {
            throw new ProtocolException("a second end of " + type + " of request " + call.id());
        }
        ended = true;
    }

    /** Throws away what is there and what comes. */
    void discard() {
        discarding = true;
        held.clear();
        relieve();
    }

    /** Whether it has been full, and nobody has read of it, for so long. */
    boolean isFullFor(long now, long nanos) {
        return full && now - fullSince >= nanos;
    }

    String what() {
        return type + " of request " + call.id();
    }

    private void relieve() {
        if (full) {
            full = false;
            call.filled(this, false);
        }
    }

    // ---- readers ----

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
        return call.locked(() -> {
            // What was thrown away must not look like a short answer.
            call.awaitOutput(() -> held.isReadable() || (ended && !discarding), what());
            if (!held.isReadable()) {
                return -1;
            }
            int n = Math.min(length, held.readableBytes());
            held.readBytes(into, offset, n);
            taken();
            return n;
        });
    }

    private void taken() {
        fullSince = System.nanoTime();
        if (!held.isReadable()) {
            held.clear();
        } else {
            held.discardSomeReadBytes();
        }
        if (held.readableBytes() <= capacity / 2) {
            relieve();
        }
    }

    @Override
    public int available() throws IOException {
        return call.locked(held::readableBytes);
    }

    @Override
    public void close() throws IOException {
        call.locked(() -> {
            discard();
            return 0;
        });
    }
}
