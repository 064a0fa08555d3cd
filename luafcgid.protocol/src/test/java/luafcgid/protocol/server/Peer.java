package luafcgid.protocol.server;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.codec.EndRequest;
import luafcgid.protocol.codec.RecordReader;
import org.jspecify.annotations.Nullable;

/** A web server by hand: writes any bytes, and checks the rules of the answer's records as it reads them. */
final class Peer extends Sender<Peer> implements AutoCloseable {
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
    private final Answers answers = new Answers();

    Peer(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Unix) {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } else {
            // A small window, so that a peer that does not read is soon noticed.
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 64 << 10);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
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

    @Override
    Peer raw(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        return this;
    }

    /** Closes the connection in the middle of whatever goes on. */
    void hangUp() throws IOException {
        channel.close();
    }

    // ---- what it gets ----

    /** Reads until that request has ended. */
    Answer answer(int id) throws IOException {
        while (true) {
            Answer answer = answers.take(id);
            if (answer != null) {
                return answer;
            }
            if (!readSome()) {
                throw new EOFException("the connection was closed before request " + id + " ended");
            }
        }
    }

    /** What has come for that request so far, which has not ended. */
    Answer soFar(int id) {
        return answers.soFar(id);
    }

    /** The next management record, as TYPE:CONTENT in hexadecimal. */
    String managementRecord() throws IOException {
        while (answers.management.isEmpty()) {
            if (!readSome()) {
                throw new EOFException("the connection was closed");
            }
        }
        return answers.management.remove();
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
        reader.read(Unpooled.wrappedBuffer(buffer.flip()), answers);
        return true;
    }

    /** Reads that many bytes, unparsed. */
    void readFully(byte[] into) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(into);
        while (all.hasRemaining()) {
            if (channel.read(all) < 0) {
                throw new EOFException("the connection was closed after " + all.position() + " bytes");
            }
        }
    }

    /** Reads until the server closes, and says whether it did so between records with no request answered in part. */
    boolean closedCleanly() throws IOException {
        while (readSome()) {
            // Until the end.
        }
        return !reader.isWithinRecord() && answers.areWhole();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
