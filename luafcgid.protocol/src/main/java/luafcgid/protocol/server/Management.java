package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Set;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.RecordHeader;

/** Answers to management records (FastCGI 1.0, section 4). */
final class Management {
    private Management() {}

    /** The record that answers a management record. */
    static ByteBuf reply(
            RecordHeader header, ByteBuf content, ByteBufAllocator buffers, Limits limits, Complaints complaints) {
        if (header.type() == RecordType.GET_VALUES.code()) {
            byte[] names = new byte[content.readableBytes()];
            content.readBytes(names);
            return record(RecordType.GET_VALUES_RESULT, values(names, limits, complaints), buffers);
        }
        return record(RecordType.UNKNOWN_TYPE, new byte[] {(byte) header.type(), 0, 0, 0, 0, 0, 0, 0}, buffers);
    }

    private static byte[] values(byte[] pairs, Limits limits, Complaints complaints) {
        NameValuePairs known = new NameValuePairs();
        for (String name : names(pairs, complaints)) {
            switch (name) {
                case "FCGI_MAX_CONNS" -> known.add(name, Integer.toString(limits.connections()));
                case "FCGI_MAX_REQS" -> known.add(name, Integer.toString(limits.requests()));
                case "FCGI_MPXS_CONNS" -> known.add(name, "1");
                default -> {
                    // Unknown names are left out of the answer (4.1).
                }
            }
        }
        return known.toByteArray();
    }

    private static Set<String> names(byte[] pairs, Complaints complaints) {
        try {
            return Params.decode(pairs).toMap().keySet();
        } catch (ProtocolException e) {
            // The record was whole: the requests in progress on the connection shall not suffer.
            complaints.warn("GET_VALUES answered without values: {0}", e.getMessage());
            return Set.of();
        }
    }

    private static ByteBuf record(RecordType type, byte[] content, ByteBufAllocator buffers) {
        RecordHeader header = RecordHeader.of(type, RecordHeader.MANAGEMENT_ID, content.length);
        ByteBuf out = buffers.buffer(RecordHeader.LENGTH + content.length + header.paddingLength());
        header.encode(out);
        return out.writeBytes(content).writeZero(header.paddingLength());
    }
}
