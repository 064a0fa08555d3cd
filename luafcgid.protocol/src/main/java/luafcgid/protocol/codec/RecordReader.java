package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Finds records in bytes that arrive in pieces of any size. The content of streams is passed on as it comes, without being copied
 * or collected; other records are collected, since they are short. One thread.
 */
public final class RecordReader {
    /** What is told of the records found. */
    public interface Sink {
        /** A record begins. Its content is told of by the other methods. */
        default void header(RecordHeader header) {}

        /**
         * Some content of a stream.
         *
         * @param in the next {@code length} bytes are the content; the sink need not read them, the reader skips what is left
         */
        void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException;

        /** The empty record that ends a stream. */
        void streamEnd(RecordType type, int requestId) throws ProtocolException;

        /** Any other record, whole. The content is only valid during the call. */
        void record(RecordHeader header, ByteBuf content) throws ProtocolException;
    }

    private final ByteBuf headerBytes = Unpooled.buffer(RecordHeader.LENGTH, RecordHeader.LENGTH);
    private @Nullable RecordHeader header;
    private @Nullable RecordType streamType;
    private @Nullable ByteBuf collected;
    private int contentLeft;
    private int paddingLeft;

    /** Reads all of {@code in}. After an exception nothing more can be read: close the connection. */
    public void read(ByteBuf in, Sink sink) throws ProtocolException {
        while (in.isReadable() || contentIsDue()) {
            if (header == null && paddingLeft == 0) {
                if (!readHeader(in, sink)) {
                    return;
                }
            } else if (header != null) {
                readContent(in, sink, header);
            } else {
                int n = Math.min(paddingLeft, in.readableBytes());
                in.skipBytes(n);
                paddingLeft -= n;
            }
        }
    }

    /** Whether the bytes so far end within a record: if the peer closes now, it was cut off. */
    public boolean isWithinRecord() {
        return header != null || paddingLeft > 0 || headerBytes.isReadable();
    }

    /** An empty record is complete with its header: it must not wait for the next byte. */
    private boolean contentIsDue() {
        return header != null && contentLeft == 0;
    }

    private boolean readHeader(ByteBuf in, Sink sink) throws ProtocolException {
        RecordHeader next;
        if (!headerBytes.isReadable() && in.readableBytes() >= RecordHeader.LENGTH) {
            next = RecordHeader.decode(in);
        } else {
            headerBytes.writeBytes(in, Math.min(in.readableBytes(), headerBytes.writableBytes()));
            if (headerBytes.getByte(0) != RecordHeader.VERSION) {
                // Said at the first byte: whoever speaks another protocol may not send eight.
                RecordHeader.decode(headerBytes.setIndex(0, RecordHeader.LENGTH));
            }
            if (headerBytes.isWritable()) {
                return false;
            }
            next = RecordHeader.decode(headerBytes);
            headerBytes.clear();
        }
        header = next;
        sink.header(next);
        contentLeft = next.contentLength();
        paddingLeft = next.paddingLength();
        Optional<RecordType> type = RecordType.ofCode(next.type());
        streamType = next.requestId() != RecordHeader.MANAGEMENT_ID
                        && type.isPresent()
                        && type.get().isStream()
                ? type.get()
                : null;
        return true;
    }

    private void readContent(ByteBuf in, Sink sink, RecordHeader current) throws ProtocolException {
        RecordType type = streamType;
        if (type != null) {
            if (current.contentLength() == 0) {
                header = null;
                sink.streamEnd(type, current.requestId());
                return;
            }
            int n = Math.min(contentLeft, in.readableBytes());
            int next = in.readerIndex() + n;
            contentLeft -= n;
            if (contentLeft == 0) {
                header = null;
            }
            sink.stream(type, current.requestId(), in, n);
            in.readerIndex(next);
            return;
        }
        if (collected == null && in.readableBytes() >= contentLeft) {
            ByteBuf whole = in.readSlice(contentLeft);
            header = null;
            sink.record(current, whole);
            return;
        }
        if (collected == null) {
            collected = Unpooled.buffer(Math.min(contentLeft, 256), contentLeft);
        }
        int n = Math.min(contentLeft, in.readableBytes());
        collected.writeBytes(in, n);
        contentLeft -= n;
        if (contentLeft == 0) {
            ByteBuf whole = collected;
            collected = null;
            header = null;
            sink.record(current, whole);
        }
    }
}
