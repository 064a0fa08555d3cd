package luafcgid.protocol.client;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import luafcgid.protocol.ListenAddress;
import org.jspecify.annotations.Nullable;

/**
 * The I/O thread of one connection. It reads while it writes and never waits for a caller, so that neither side's full buffers
 * can block the other; no caller touches the socket, so that an interrupted one cannot close it under the others.
 */
final class SocketLoop implements Runnable {
    private static final int READ = 64 << 10;
    /** Writes before it is looked whether there is something to read. */
    private static final int TURN = 16;

    private final ListenAddress address;
    private final SocketChannel channel;
    private final Selector selector;
    private final Multiplexer calls;
    private final Thread thread;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private SendQueue.@Nullable Entry current;

    SocketLoop(ListenAddress address, FcgiLimits limits) throws IOException {
        this.address = address;
        this.selector = Selector.open();
        this.calls = new Multiplexer(address, limits, selector::wakeup);
        this.channel = address instanceof ListenAddress.Unix
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        this.thread = new Thread(this, "luafcgid-client " + address);
        thread.setDaemon(true);
        thread.setContextClassLoader(SocketLoop.class.getClassLoader());
    }

    Multiplexer calls() {
        return calls;
    }

    /** Starts the thread and waits until it has connected. */
    void start(Duration limit) throws IOException {
        thread.start();
        try {
            connected.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            channel.close();
            throw new SocketTimeoutException(
                    "cannot connect to " + address + ": no answer in " + limit.toMillis() + " ms (FcgiLimits.connect)");
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting to " + address);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            String why = cause instanceof UnresolvedAddressException
                    ? "the host's name is not known"
                    : String.valueOf(cause.getMessage());
            throw new IOException("cannot connect to " + address + ": " + why, cause);
        }
    }

    /** Waits until the thread has closed the socket, which it does as soon as the multiplexer is broken. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (Selector s = selector;
                SocketChannel c = channel) {
            connect();
            connected.complete(null);
            converse();
        } catch (IOException e) {
            connected.completeExceptionally(e);
            calls.broken(e);
        } catch (RuntimeException e) {
            connected.completeExceptionally(e);
            calls.broken(new IOException("the client failed: " + e, e));
        } finally {
            calls.broken(new IOException("its thread has ended"));
        }
    }

    /** Blocks, since there is nothing else to do; closing the channel ends it. */
    private void connect() throws IOException {
        if (address instanceof ListenAddress.Tcp) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        channel.connect(address.socketAddress());
    }

    private void converse() throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, 0);
        ByteBuffer in = ByteBuffer.allocate(READ);
        while (!calls.isBroken()) {
            boolean more = send();
            long patience = calls.relieve();
            key.interestOps((calls.wantsInput() ? SelectionKey.OP_READ : 0) | (more ? SelectionKey.OP_WRITE : 0));
            selector.select(patience);
            if (selector.selectedKeys().remove(key) && key.isReadable()) {
                receive(in);
            }
        }
    }

    private void receive(ByteBuffer in) throws IOException {
        if (channel.read(in.clear()) < 0) {
            throw calls.closedByApplication();
        }
        calls.received(Unpooled.wrappedBuffer(in.flip()));
    }

    /** Sends what the socket takes; whether there is more. */
    private boolean send() {
        for (int i = 0; i < TURN; i++) {
            SendQueue.Entry next = current == null ? calls.nextToSend() : current;
            current = next;
            if (next == null) {
                return false;
            }
            int n;
            try {
                n = channel.write(next.bytes());
            } catch (IOException e) {
                current = null;
                calls.sendNoMore();
                return false;
            }
            calls.sent(next, n);
            if (next.bytes().hasRemaining()) {
                return true;
            }
            current = null;
        }
        return true;
    }
}
