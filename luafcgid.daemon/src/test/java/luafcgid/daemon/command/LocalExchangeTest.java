package luafcgid.daemon.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Responder;
import luafcgid.protocol.codec.RecordHeader;
import luafcgid.protocol.codec.RecordReader;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalExchangeTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(out, true, UTF_8);

    private void run(Responder responder, String... words) throws IOException {
        run(responder, request(words));
    }

    private void run(Responder responder, LocalRequest request) throws IOException {
        try (NettyTransport transport = new NettyTransport("nio", 1);
                Listener listener = new Listener(
                        ListenerSettings.of(ListenAddress.parse(":0")),
                        transport,
                        new Application(responder, task -> new Thread(task).start(), Path.of("unused")))) {
            LocalExchange.run(LocalExchange.address(List.of(listener)), request, console);
            listener.close(Duration.ofSeconds(5));
        }
    }

    private static LocalRequest request(String... words) throws IOException {
        return LocalRequest.of(Path.of("/srv"), List.of(words));
    }

    @Test
    void theResponseIsWrittenByteForByteAndTheMessagesBehindIt() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        run(
                (request, response) -> {
                    response.stdout().write(all);
                    response.stderr().write("oops\n".getBytes(US_ASCII));
                },
                "/a");
        byte[] written = out.toByteArray();
        assertArrayEquals(all, Arrays.copyOf(written, 256));
        assertEquals("\noops\n", new String(written, 256, written.length - 256, US_ASCII));
    }

    @Test
    void aBodyLargerThanAllBuffersComesBack(@TempDir Path directory) throws IOException {
        byte[] body = "0123456789abcde\n".repeat(500_000).getBytes(US_ASCII);
        Path file = Files.write(directory.resolve("body"), body);
        run((request, response) -> request.body().transferTo(response.stdout()), "-d", "@" + file, "/a");
        assertArrayEquals(body, out.toByteArray());
    }

    @Test
    void aScriptThatFailsMakesTheCommandFail() {
        IOException e = assertThrows(
                IOException.class,
                () -> run(
                        (request, response) -> {
                            response.stdout().write("page\n".getBytes(US_ASCII));
                            response.appStatus(3);
                        },
                        "/a"));
        assertEquals("the script's status is 3", e.getMessage());
        assertEquals("page\n", out.toString(US_ASCII));
    }

    @Test
    void aBodyThatCannotBeReadEndsTheCommandWithTheReason(@TempDir Path directory) throws IOException {
        Content vanished = new Content(9, Instant.EPOCH, () -> Files.newInputStream(directory.resolve("gone")));
        LocalRequest typed = request("/a");
        LocalRequest request = new LocalRequest(typed.role(), typed.params(), vanished, Content.NONE);
        IOException e = assertThrows(
                NoSuchFileException.class, () -> run((in, response) -> in.body().readAllBytes(), request));
        assertEquals(directory.resolve("gone").toString(), e.getMessage());
    }

    @Test
    void noListenerIsSaid() {
        Front http = new Front() {
            @Override
            public String address() {
                return "http://127.0.0.1:1/";
            }

            @Override
            public Optional<String> failure() {
                return Optional.empty();
            }
        };
        assertThrows(IOException.class, () -> LocalExchange.address(List.of(http)));
    }

    @Test
    void aFilterIsSentTheFileAndARefusalIsTold(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("f"), "to filter");
        StringBuilder data = new StringBuilder();
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            CompletableFuture<Void> application = CompletableFuture.runAsync(() -> {
                try (SocketChannel peer = server.accept()) {
                    readData(peer, data);
                    byte[] refusal = HexFormat.of().parseHex("01030001000800000000000003000000");
                    peer.write(ByteBuffer.wrap(refusal));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            ListenAddress address = ListenAddress.parse(":" + ((InetSocketAddress) server.getLocalAddress()).getPort());
            LocalRequest request = request("--data", file.toString(), "-d", "body", "/f");
            IOException e = assertThrows(IOException.class, () -> LocalExchange.run(address, request, console));
            assertEquals("the daemon answers UNKNOWN_ROLE", e.getMessage());
            application.get();
            assertEquals("to filter", data.toString());
        }
    }

    /** Reads records until FCGI_DATA has ended. */
    private static void readData(SocketChannel peer, StringBuilder data) throws IOException {
        boolean[] ended = new boolean[1];
        RecordReader.Sink sink = new RecordReader.Sink() {
            @Override
            public void stream(RecordType type, int requestId, ByteBuf in, int length) {
                if (type == RecordType.DATA) {
                    data.append(in.readCharSequence(length, US_ASCII));
                }
            }

            @Override
            public void streamEnd(RecordType type, int requestId) {
                ended[0] |= type == RecordType.DATA;
            }

            @Override
            public void record(RecordHeader header, ByteBuf content) {
                assertEquals(RecordType.BEGIN_REQUEST.code(), header.type());
            }
        };
        RecordReader reader = new RecordReader();
        ByteBuffer in = ByteBuffer.allocate(1000);
        while (!ended[0] && peer.read(in.clear()) >= 0) {
            reader.read(Unpooled.wrappedBuffer(in.flip()), sink);
        }
    }
}
