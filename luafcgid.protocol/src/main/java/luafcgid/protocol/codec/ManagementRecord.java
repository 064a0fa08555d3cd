package luafcgid.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import luafcgid.protocol.Params;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;

/** What management records have in common: one record with the null request id (FastCGI 1.0, section 4). */
final class ManagementRecord {
    private ManagementRecord() {}

    static Map<String, String> pairs(ByteBuf content) throws ProtocolException {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return Params.decode(bytes).toMap();
    }

    static void encode(ByteBuf out, RecordType type, byte[] content) {
        RecordHeader header = RecordHeader.of(type, RecordHeader.MANAGEMENT_ID, content.length);
        header.encode(out);
        out.writeBytes(content).writeZero(header.paddingLength());
    }
}
