package luafcgid.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.NameValuePairs;
import luafcgid.protocol.ProtocolException;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.codec.StreamRecord;
import org.jspecify.annotations.Nullable;

/** A web server by hand: writes any bytes, and checks the rules of the answer's records as it reads them. */
final class Peer implements AutoCloseable, RecordReader.Sink {
    /** The answer to one request. */
    static final class Answer {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        boolean outEnded;
        boolean errEnded;

        @Nullable
        EndRequest end;

        String stdout() {
            return out.toString(StandardCharsets.ISO_8859_1);
        }

        String stderr() {
            return err.toString(StandardCharsets.ISO_8859_1);
        }

        int appStatus() {
            return end == null ? Integer.MIN_VALUE : end.appStatus();
        }

        @Nullable
        ProtocolStatus status() {
            return end == null ? null : end.protocolStatus();
        }
    }

    final SocketChannel channel;
    private final RecordReader reader = new RecordReader();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private final Map<Integer, Answer> answers = new HashMap<>();
    /** Management records as TYPE:CONTENT in hexadecimal. */
    final ArrayDeque<String> management = new ArrayDeque<>();

    Peer(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Unix) {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } else {
            // A small window, so that a peer that does not read is soon noticed.
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 64 << 10);
        }
        channel.connect(address.socketAddress());
    }

    /** Whether anything but the end comes, a reset included, when a request was sent. */
    boolean answers() {
        try {
            request(1, true, "a");
            return channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    // ---- what a web server sends ----

    Peer raw(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        return this;
    }

    Peer hex(String text) throws IOException {
        return raw(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    Peer record(int type, int id, byte[] content, int padding) throws IOException {
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

    Peer begin(int id, boolean keepConnection) throws IOException {
        return begin(id, 1, keepConnection);
    }

    Peer begin(int id, int role, boolean keepConnection) throws IOException {
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

    Peer stream(RecordType type, int id, byte[] content) throws IOException {
        ByteBuf out = Unpooled.buffer();
        StreamRecord.encode(out, type, id, content, 0, content.length);
        return raw(bytes(out));
    }

    Peer end(RecordType type, int id) throws IOException {
        return record(type.code(), id, new byte[0], 0);
    }

    Peer params(int id, String... namesAndValues) throws IOException {
        return stream(RecordType.PARAMS, id, pairs(namesAndValues)).end(RecordType.PARAMS, id);
    }

    Peer stdin(int id, byte[] content) throws IOException {
        return stream(RecordType.STDIN, id, content);
    }

    /** A whole request without a body, whose only variable is NAME. */
    Peer request(int id, boolean keepConnection, String name) throws IOException {
        return begin(id, keepConnection).params(id, "NAME", name).end(RecordType.STDIN, id);
    }

    Peer abort(int id) throws IOException {
        return record(2, id, new byte[0], 0);
    }

    /** Closes the connection in the middle of whatever goes on. */
    void hangUp() throws IOException {
        channel.close();
    }

    // ---- what it gets ----

    /** Reads until that request has ended. */
    Answer answer(int id) throws IOException {
        while (true) {
            Answer answer = answers.get(id);
            if (answer != null && answer.end != null) {
                answers.remove(id);
                return answer;
            }
            if (!readSome()) {
                throw new EOFException("the connection was closed before request " + id + " ended");
            }
        }
    }

    /** What has come for that request so far, which has not ended. */
    Answer soFar(int id) {
        return answers.computeIfAbsent(id, i -> new Answer());
    }

    /** The next management record, as TYPE:CONTENT in hexadecimal. */
    String managementRecord() throws IOException {
        while (management.isEmpty()) {
            if (!readSome()) {
                throw new EOFException("the connection was closed");
            }
        }
        return management.remove();
    }

    /** Reads what is there; false at the end. */
    boolean readSome() throws IOException {
        int n;
        try {
            n = channel.read(buffer.clear());
        } catch (IOException e) {
            // A reset: the end as well, for those who only ask whether it is there.
            return false;
        }
        if (n < 0) {
            return false;
        }
        reader.read(Unpooled.wrappedBuffer(buffer.flip()), this);
        return true;
    }

    /** Reads until the server closes, and says whether it did so between records with no request answered in part. */
    boolean closedCleanly() throws IOException {
        while (readSome()) {
            // Until the end.
        }
        return !reader.isWithinRecord() && answers.values().stream().allMatch(a -> a.end != null);
    }

    @Override
    public void stream(RecordType type, int requestId, ByteBuf in, int length) throws ProtocolException {
        byte[] piece = new byte[length];
        in.readBytes(piece);
        Answer answer = open(requestId);
        if (type == RecordType.STDOUT && !answer.outEnded) {
            answer.out.writeBytes(piece);
        } else if (type == RecordType.STDERR && !answer.errEnded) {
            answer.err.writeBytes(piece);
        } else {
            throw new ProtocolException("unexpected content of " + type);
        }
    }

    @Override
    public void streamEnd(RecordType type, int requestId) throws ProtocolException {
        Answer answer = open(requestId);
        if (type == RecordType.STDOUT && !answer.outEnded) {
            answer.outEnded = true;
        } else if (type == RecordType.STDERR && !answer.errEnded) {
            answer.errEnded = true;
        } else {
            throw new ProtocolException("unexpected end of " + type);
        }
    }

    private Answer open(int id) throws ProtocolException {
        Answer answer = soFar(id);
        if (answer.end != null) {
            throw new ProtocolException("a record for request " + id + " after its end");
        }
        return answer;
    }

    @Override
    public void record(RecordHeader header, ByteBuf content) throws ProtocolException {
        if (header.requestId() == 0) {
            management.add(header.type() + ":" + ByteBufUtil.hexDump(content));
        } else if (header.type() == RecordType.END_REQUEST.code()) {
            Answer answer = open(header.requestId());
            EndRequest end = EndRequest.decode(content);
            if (end.protocolStatus() == ProtocolStatus.REQUEST_COMPLETE && !answer.outEnded) {
                throw new ProtocolException("request " + header.requestId() + " ended before its STDOUT");
            }
            if (answer.err.size() > 0 && !answer.errEnded) {
                throw new ProtocolException("request " + header.requestId() + " ended before its STDERR");
            }
            answer.end = end;
        } else {
            throw new ProtocolException("unexpected record " + header);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
