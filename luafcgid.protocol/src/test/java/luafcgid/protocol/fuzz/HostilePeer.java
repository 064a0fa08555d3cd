package luafcgid.protocol.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import luafcgid.protocol.ListenAddress;

/** A connection that says what it wants in pieces, reads meanwhile, and never waits longer than it may. */
final class HostilePeer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    private boolean ended;

    HostilePeer(ListenAddress address) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(address.socketAddress());
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    /** Sends the bytes in pieces of random sizes, reading what comes; stops when the other side closes. */
    void say(byte[] bytes, Random random) throws IOException {
        int most = random.nextInt(3) == 0 ? 12 : random.nextBoolean() ? 1000 : 100_000;
        long start = System.nanoTime();
        for (int at = 0; at < bytes.length && !ended; ) {
            int n = Math.min(bytes.length - at, 1 + random.nextInt(most));
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, n);
            while (piece.hasRemaining() && !ended) {
                try {
                    if (channel.write(piece) > 0) {
                        continue;
                    }
                } catch (IOException e) {
                    // It reads no more; what it has answered can still be read.
                    return;
                }
                await(SelectionKey.OP_READ | SelectionKey.OP_WRITE, start, "takes nothing and closes nothing");
            }
            at += n;
        }
    }

    /** Says that nothing more comes, and reads until the other side closes too, as it must. */
    byte[] hear() throws IOException {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // Closed already.
        }
        long start = System.nanoTime();
        while (!ended) {
            await(SelectionKey.OP_READ, start, "does not close a connection whose peer sends no more");
        }
        return got.toByteArray();
    }

    private void await(int operations, long start, String otherwise) throws IOException {
        key.interestOps(operations);
        selector.select(1000);
        selector.selectedKeys().clear();
        read();
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new AssertionError("the other side " + otherwise + " for " + PATIENCE);
        }
    }

    private void read() {
        try {
            int n = channel.read(in.clear());
            ended = n < 0;
            got.write(in.array(), 0, Math.max(0, n));
        } catch (IOException e) {
            // A reset.
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
