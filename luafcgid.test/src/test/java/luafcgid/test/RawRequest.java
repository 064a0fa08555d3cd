package luafcgid.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.client.FcgiReply;

/** One request, record by record: also one that no web server would send so. */
final class RawRequest implements AutoCloseable {
    private final SocketChannel channel;

    RawRequest(ListenAddress address) throws IOException {
        channel = SocketChannel.open(address.socketAddress());
    }

    /** Begins, with all parameters and no stream. */
    RawRequest begin(Role role, Map<String, String> params) throws IOException {
        NameValuePairs pairs = new NameValuePairs();
        params.forEach(pairs::add);
        send(RecordType.BEGIN_REQUEST, new byte[] {0, (byte) role.code(), 0, 0, 0, 0, 0, 0});
        send(RecordType.PARAMS, pairs.toByteArray());
        send(RecordType.PARAMS, new byte[0]);
        return this;
    }

    RawRequest send(RecordType type, byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(8 + content.length);
        record.put((byte) 1).put((byte) type.code()).putShort((short) 1).putShort((short) content.length);
        record.putShort((short) 0).put(content).flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
        return this;
    }

    /** Waits for the end of the request. */
    FcgiReply reply() throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        while (true) {
            ByteBuffer header = read(8);
            byte[] content = read(header.getShort(4) & 0xffff).array();
            read(header.get(6) & 0xff);
            int type = header.get(1);
            if (type == RecordType.STDOUT.code()) {
                stdout.writeBytes(content);
            } else if (type == RecordType.STDERR.code()) {
                stderr.writeBytes(content);
            } else if (type == RecordType.END_REQUEST.code()) {
                return new FcgiReply(
                        stdout.toString(StandardCharsets.ISO_8859_1),
                        stderr.toString(StandardCharsets.ISO_8859_1),
                        ByteBuffer.wrap(content).getInt(),
                        ProtocolStatus.REQUEST_COMPLETE);
            } else {
                throw new IOException("a record of type " + type);
            }
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the connection was closed within a request");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
