package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.RecordHeader;

/** Answers to management records (FastCGI 1.0, section 4). */
final class Management {
    private final int maxConnections;

    /** @param maxConnections connections, and requests, that the application takes at the same time */
    Management(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    /**
     * The record that answers a management record.
     *
     * @throws ProtocolException when GET_VALUES holds malformed pairs
     */
    ByteBuf reply(RecordHeader header, ByteBuf content, ByteBufAllocator buffers) throws ProtocolException {
        if (header.type() == RecordType.GET_VALUES.code()) {
            byte[] names = new byte[content.readableBytes()];
            content.readBytes(names);
            byte[] known = values(Params.decode(names)).toByteArray();
            return record(RecordType.GET_VALUES_RESULT, known, buffers);
        }
        return record(RecordType.UNKNOWN_TYPE, new byte[] {(byte) header.type(), 0, 0, 0, 0, 0, 0, 0}, buffers);
    }

    private NameValuePairs values(Params asked) {
        NameValuePairs known = new NameValuePairs();
        for (String name : asked.toMap().keySet()) {
            switch (name) {
                case "FCGI_MAX_CONNS", "FCGI_MAX_REQS" -> known.add(name, Integer.toString(maxConnections));
                case "FCGI_MPXS_CONNS" -> known.add(name, "1");
                default -> {
                    // Unknown names are left out of the answer (4.1).
                }
            }
        }
        return known;
    }

    private static ByteBuf record(RecordType type, byte[] content, ByteBufAllocator buffers) {
        RecordHeader header = RecordHeader.of(type, RecordHeader.MANAGEMENT_ID, content.length);
        ByteBuf out = buffers.buffer(RecordHeader.LENGTH + content.length + header.paddingLength());
        header.encode(out);
        return out.writeBytes(content).writeZero(header.paddingLength());
    }
}
