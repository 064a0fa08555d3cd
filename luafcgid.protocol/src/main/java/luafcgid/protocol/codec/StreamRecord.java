package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import luafcgid.protocol.RecordType;

/** Writes records of streams: PARAMS, STDIN, DATA, STDOUT, STDERR (FastCGI 1.0, section 3.3). */
public final class StreamRecord {
    private StreamRecord() {}

    /** Writes the bytes as records; nothing for no bytes, since an empty record ends the stream. */
    public static void encode(ByteBuf out, RecordType type, int requestId, byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int n = Math.min(end - at, RecordHeader.MAX_ALIGNED_CONTENT);
            RecordHeader header = RecordHeader.of(type, requestId, n);
            header.encode(out);
            out.writeBytes(bytes, at, n).writeZero(header.paddingLength());
            at += n;
        }
    }

    /** Writes the empty record that ends the stream. */
    public static void encodeEnd(ByteBuf out, RecordType type, int requestId) {
        RecordHeader.of(type, requestId, 0).encode(out);
    }
}
