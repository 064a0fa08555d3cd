package luafcgid.bench.beside;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection of a {@link Crowd}, which makes a new one when it is closed. */
final class Peer implements AutoCloseable {
    private final SocketAddress address;
    private final int number;
    private final SocketChannel channel;
    private int sent;

    Peer(SocketAddress address, int number) throws IOException {
        this.address = address;
        this.number = number;
        channel = SocketChannel.open(address);
    }

    /** Another one in its place. */
    Peer anew() throws IOException {
        close();
        return new Peer(address, number);
    }

    /** Which of the crowd it is, from 0. */
    int number() {
        return number;
    }

    /** Sends what follows those bytes that were sent before, so many at most; false when nothing follows. */
    boolean send(byte[] bytes, int most) throws IOException {
        ByteBuffer next = ByteBuffer.wrap(bytes, sent, Math.min(most, bytes.length - sent));
        sent += next.remaining();
        while (next.hasRemaining()) {
            channel.write(next);
        }
        return sent < bytes.length;
    }

    /** Reads what is there, so much at most; returns how much that was, −1 at the end. */
    int read(ByteBuffer buffer) throws IOException {
        channel.configureBlocking(false);
        try {
            return channel.read(buffer.clear());
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Waits for as many bytes as the buffer takes, or the end. */
    void await(ByteBuffer buffer) throws IOException {
        channel.read(buffer.clear());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
