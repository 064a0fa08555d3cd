package luafcgid.protocol.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import luafcgid.protocol.ListenAddress;

/** A FastCGI application by hand, for one connection: it reads and writes the bytes that its script says, right or wrong. */
final class ScriptedApplication implements AutoCloseable {
    /** What it does; the connection is closed behind it. */
    interface Script {
        void play(ScriptedApplication application) throws Exception;
    }

    /** A request in the Responder role without parameters or body, as the client sends it: keeping the connection. */
    static final String EMPTY_REQUEST =
            "0101 %1$s 0008 0000 0001010000000000  0104 %1$s 0000 0000  0105 %1$s 0000 0000";

    final ListenAddress address;
    private final ServerSocketChannel server;
    private final CompletableFuture<Void> played = new CompletableFuture<>();
    private volatile SocketChannel peer;

    ScriptedApplication(Script script) throws IOException {
        this(ListenAddress.parse(":0"), script);
    }

    ScriptedApplication(ListenAddress wanted, Script script) throws IOException {
        server = wanted instanceof ListenAddress.Unix
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        server.bind(wanted.socketAddress());
        address = server.getLocalAddress() instanceof InetSocketAddress tcp
                ? ListenAddress.parse(":" + tcp.getPort())
                : wanted;
        Thread thread = new Thread(() -> run(script), "test-application");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Script script) {
        try (SocketChannel accepted = server.accept()) {
            peer = accepted;
            script.play(this);
            played.complete(null);
        } catch (Throwable e) {
            played.completeExceptionally(e);
        }
    }

    /** Sends these bytes. */
    ScriptedApplication send(String hex) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        while (out.hasRemaining()) {
            peer.write(out);
        }
        return this;
    }

    /** Reads that many bytes, as hexadecimal digits. */
    String read(int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (peer.read(in) < 0) {
                throw new EOFException("the client closed the connection after " + in.position() + " bytes");
            }
        }
        return HexFormat.of().formatHex(in.array());
    }

    /** Reads a request as {@link #EMPTY_REQUEST}, whatever its id. */
    ScriptedApplication readRequest() throws IOException {
        read(8 + 8 + 8 + 8);
        return this;
    }

    /** Reads no more; on a Unix socket, the client's writes fail from now on. */
    ScriptedApplication shutdownInput() throws IOException {
        peer.shutdownInput();
        return this;
    }

    /** Waits until the client has closed the connection; returns what came before, as hexadecimal digits. */
    String readToEnd() throws IOException {
        StringBuilder all = new StringBuilder();
        ByteBuffer in = ByteBuffer.allocate(64 << 10);
        while (peer.read(in.clear()) >= 0) {
            in.flip();
            byte[] some = new byte[in.remaining()];
            in.get(some);
            all.append(HexFormat.of().formatHex(some));
        }
        return all.toString();
    }

    FcgiClient connect(FcgiLimits limits) throws IOException {
        return FcgiClient.connect(address, limits);
    }

    /** Waits for the script's end, and fails as it failed. */
    void played() throws Exception {
        try {
            played.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw (Error) e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        SocketChannel connected = peer;
        if (connected != null) {
            connected.close();
        }
    }
}
