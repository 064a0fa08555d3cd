package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.StreamRecord;

/** STDIN or DATA of one call: makes records of what is written, and waits while enough of them wait to be sent. */
final class RequestStream extends OutputStream {
    /** Content of one record: enough to make the header's cost vanish, and little enough to take turns. */
    private static final int RECORD = 32 << 10;

    private final FcgiCall call;
    private final RecordType type;
    private volatile boolean closed;

    RequestStream(FcgiCall call, RecordType type) {
        this.call = call;
        this.type = type;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException(type + " of request " + call.id() + " is closed");
        }
        for (int at = 0; at < length; at += RECORD) {
            int n = Math.min(length - at, RECORD);
            ByteBuf record = Unpooled.buffer(RecordHeader.LENGTH + n + 7);
            StreamRecord.encode(record, type, call.id(), bytes, offset + at, n);
            call.send(record, type);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            ByteBuf end = Unpooled.buffer(RecordHeader.LENGTH);
            StreamRecord.encodeEnd(end, type, call.id());
            call.send(end, type);
        }
    }
}
