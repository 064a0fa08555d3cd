package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HexFormat;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.StreamRecord;

/**
 * Writes what a web server sends, and whatever one must not send.
 *
 * @param <S> what each method returns: this
 */
abstract class Sender<S extends Sender<S>> {
    /** Sends these bytes. */
    abstract S raw(byte[] bytes) throws IOException;

    S hex(String text) throws IOException {
        return raw(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    /** A record of any type, with any padding. */
    S record(int type, int id, byte[] content, int padding) throws IOException {
        ByteBuf out = Unpooled.buffer();
        new RecordHeader(type, id, content.length, padding).encode(out);
        out.writeBytes(content).writeZero(padding);
        return raw(bytes(out));
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    S begin(int id, boolean keepConnection) throws IOException {
        return begin(id, 1, keepConnection);
    }

    S begin(int id, Role role, boolean keepConnection) throws IOException {
        return begin(id, role.code(), keepConnection);
    }

    S begin(int id, int role, boolean keepConnection) throws IOException {
        return record(
                1, id, new byte[] {(byte) (role >> 8), (byte) role, (byte) (keepConnection ? 1 : 0), 0, 0, 0, 0, 0}, 0);
    }

    static byte[] pairs(String... namesAndValues) {
        NameValuePairs pairs = new NameValuePairs();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs.toByteArray();
    }

    S stream(RecordType type, int id, byte[] content) throws IOException {
        ByteBuf out = Unpooled.buffer();
        StreamRecord.encode(out, type, id, content, 0, content.length);
        return raw(bytes(out));
    }

    S end(RecordType type, int id) throws IOException {
        return record(type.code(), id, new byte[0], 0);
    }

    S params(int id, String... namesAndValues) throws IOException {
        return stream(RecordType.PARAMS, id, pairs(namesAndValues)).end(RecordType.PARAMS, id);
    }

    S stdin(int id, byte[] content) throws IOException {
        return stream(RecordType.STDIN, id, content);
    }

    /** A whole request without a body, whose only variable is NAME. */
    S request(int id, boolean keepConnection, String name) throws IOException {
        return begin(id, keepConnection).params(id, "NAME", name).end(RecordType.STDIN, id);
    }

    S get(String... names) throws IOException {
        NameValuePairs pairs = new NameValuePairs();
        for (String name : names) {
            pairs.add(name, "");
        }
        return record(RecordType.GET_VALUES.code(), 0, pairs.toByteArray(), 0);
    }

    S abort(int id) throws IOException {
        return record(2, id, new byte[0], 0);
    }
}
