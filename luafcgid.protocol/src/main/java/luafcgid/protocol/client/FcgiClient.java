package luafcgid.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
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
    private final Selector selector;
    private final SelectionKey key;
    private final RecordReader reader = new RecordReader();

    private FcgiClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, 0);
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
            return new FcgiClient(channel);
        } catch (UnresolvedAddressException e) {
            channel.close();
            throw new IOException("cannot connect to " + address + ": the host's name is not known", e);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot connect to " + address + ": " + e.getMessage(), e);
        }
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
        return exchange(out.nioBuffer(), keepConnection);
    }

    /** Reads while it writes: the application may answer, and wait for its answer to be read, before it has read the body. */
    private FcgiReply exchange(ByteBuffer out, boolean keepConnection) throws IOException {
        Collector collector = new Collector();
        ByteBuffer in = ByteBuffer.allocate(64 << 10);
        while (true) {
            FcgiReply reply = collector.reply;
            if (reply != null && !(keepConnection && out.hasRemaining())) {
                return reply;
            }
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            selector.select();
            if (Thread.currentThread().isInterrupted()) {
                close();
                throw new ClosedByInterruptException();
            }
            selector.selectedKeys().clear();
            if (key.isReadable()) {
                if (channel.read(in.clear()) < 0) {
                    throw new EOFException("the application closed the connection before END_REQUEST");
                }
                reader.read(Unpooled.wrappedBuffer(in.flip()), collector);
            } else if (key.isWritable()) {
                write(out);
            }
        }
    }

    private void write(ByteBuffer out) {
        try {
            channel.write(out);
        } catch (IOException e) {
            // An application that reads no more may still have answered: reading tells.
            out.position(out.limit());
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
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
