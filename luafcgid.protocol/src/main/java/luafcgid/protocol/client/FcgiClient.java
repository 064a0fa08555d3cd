package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.codec.BeginRequest;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.codec.StreamRecord;
import org.jspecify.annotations.Nullable;

/** A connection to a FastCGI application, for one request after another. One thread; blocking. */
public final class FcgiClient implements AutoCloseable {
    private static final int REQUEST_ID = 1;

    private final SocketChannel channel;

    private FcgiClient(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @throws IOException naming the address when nobody listens there
     */
    public static FcgiClient connect(ListenAddress address) throws IOException {
        SocketChannel channel = address instanceof ListenAddress.Unix
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        try {
            channel.connect(address.socketAddress());
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot connect to " + address + ": " + e.getMessage(), e);
        }
        return new FcgiClient(channel);
    }

    /**
     * Sends one request in the Responder role and waits for its end.
     *
     * @param keepConnection whether another request is to follow
     */
    public FcgiReply request(Map<String, String> params, byte[] body, boolean keepConnection) throws IOException {
        NameValuePairs pairs = new NameValuePairs();
        params.forEach(pairs::add);
        byte[] wire = pairs.toByteArray();
        ByteBuf out = Unpooled.buffer(wire.length + 64);
        new BeginRequest(Role.RESPONDER, keepConnection).encode(out, REQUEST_ID);
        StreamRecord.encode(out, RecordType.PARAMS, REQUEST_ID, wire, 0, wire.length);
        StreamRecord.encodeEnd(out, RecordType.PARAMS, REQUEST_ID);
        StreamRecord.encode(out, RecordType.STDIN, REQUEST_ID, body, 0, body.length);
        StreamRecord.encodeEnd(out, RecordType.STDIN, REQUEST_ID);
        write(out);
        return read();
    }

    private void write(ByteBuf out) throws IOException {
        ByteBuffer bytes = out.nioBuffer();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private FcgiReply read() throws IOException {
        RecordReader reader = new RecordReader();
        Collector collector = new Collector();
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        while (true) {
            FcgiReply reply = collector.reply;
            if (reply != null) {
                return reply;
            }
            if (channel.read(bytes.clear()) < 0) {
                throw new EOFException("the application closed the connection before END_REQUEST");
            }
            reader.read(Unpooled.wrappedBuffer(bytes.flip()), collector);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static final class Collector implements RecordReader.Sink {
        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        private @Nullable FcgiReply reply;

        @Override
        public void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException {
            byte[] piece = new byte[length];
            in.readBytes(piece);
            switch (type) {
                case STDOUT -> stdout.writeBytes(piece);
                case STDERR -> stderr.writeBytes(piece);
                default -> throw new ProtocolException("the application sent " + type);
            }
        }

        @Override
        public void streamEnd(RecordType type, int requestId) {
            // The end of the request says all.
        }

        @Override
        public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
            if (header.type() == RecordType.END_REQUEST.code()) {
                EndRequest end = EndRequest.decode(content);
                reply = new FcgiReply(
                        stdout.toString(StandardCharsets.ISO_8859_1),
                        stderr.toString(StandardCharsets.ISO_8859_1),
                        end.appStatus(),
                        end.protocolStatus());
            }
        }
    }
}
