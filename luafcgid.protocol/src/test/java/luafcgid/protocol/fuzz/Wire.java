package luafcgid.protocol.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;

/** Single records in bytes. */
final class Wire {
    private Wire() {}

    static byte[] record(RecordType type, int id, byte[] content, int padding) {
        ByteBuf out = Unpooled.buffer();
        new RecordHeader(type.code(), id, content.length, padding).encode(out);
        out.writeBytes(content).writeZero(padding);
        return bytes(out);
    }

    static byte[] record(RecordType type, int id, String content) {
        return record(type, id, content.getBytes(US_ASCII), -content.length() & 7);
    }

    static byte[] record(RecordType type, int id) {
        return record(type, id, new byte[0], 0);
    }

    static byte[] begin(int id, int role, boolean keepConnection) {
        return record(
                RecordType.BEGIN_REQUEST,
                id,
                new byte[] {0, (byte) role, (byte) (keepConnection ? 1 : 0), 0, 0, 0, 0, 0},
                0);
    }

    static byte[] params(int id, String... namesAndValues) {
        NameValuePairs pairs = new NameValuePairs();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        byte[] content = pairs.toByteArray();
        return record(RecordType.PARAMS, id, content, -content.length & 7);
    }

    static byte[] end(int id, int appStatus, ProtocolStatus status) {
        ByteBuf out = Unpooled.buffer();
        new EndRequest(appStatus, status).encode(out, id);
        return bytes(out);
    }

    static byte[] join(List<byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }
}
