package luafcgid.bench.load;

import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection with a request in flight. */
final class LoadConnection {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final Reply reply;
    private long sentAt;

    /** Connects, waiting for it, and sends the first request; the key carries {@code slot}. */
    LoadConnection(SocketAddress address, Selector selector, byte[] request, String expect, Object slot)
            throws IOException {
        this.request = ByteBuffer.wrap(request);
        reply = new Reply(expect);
        sentAt = System.nanoTime();
        channel = SocketChannel.open(address);
        try {
            if (address instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, slot);
            write();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void send() throws IOException {
        reply.next();
        request.rewind();
        sentAt = System.nanoTime();
        write();
    }

    /** When the request in flight was begun; that of the connection counts as its first request's. */
    long sentAt() {
        return sentAt;
    }

    void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Reads what is there; true when the response has ended. */
    boolean read(ByteBuf buffer) throws IOException {
        int n = channel.read(buffer.nioBuffer(0, buffer.capacity()));
        if (n < 0) {
            throw new EOFException("closed before the response ended");
        }
        reply.read(buffer.setIndex(0, n));
        return reply.ended();
    }

    boolean isGood() {
        return reply.isGood();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is expected of it any more.
        }
    }
}
