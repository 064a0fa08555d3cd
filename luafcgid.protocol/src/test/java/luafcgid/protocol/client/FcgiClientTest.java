package luafcgid.protocol.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.ProtocolStatus;
import luafcgid.protocol.Responder;
import luafcgid.protocol.server.Application;
import luafcgid.protocol.server.Listener;
import luafcgid.protocol.server.ListenerSettings;
import luafcgid.protocol.server.NettyTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FcgiClientTest {
    @TempDir
    Path directory;

    private interface Use {
        void of(FcgiClient client) throws Exception;
    }

    private void against(Responder responder, Use use) throws Exception {
        ListenAddress address = new ListenAddress.Unix(directory.resolve("test.sock"));
        try (NettyTransport transport = new NettyTransport("auto", 1);
                Listener listener = new Listener(
                        ListenerSettings.of(address),
                        transport,
                        new Application(responder, task -> new Thread(task).start(), directory.resolve("body")))) {
            try (FcgiClient client = FcgiClient.connect(address)) {
                use.of(client);
            }
            listener.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void aBodyThatComesBackWhileItIsSentIsReadMeanwhile() throws Exception {
        byte[] body = "0123456789abcdef".repeat(600_000).getBytes(US_ASCII);
        against((request, response) -> request.body().transferTo(response.stdout()), client -> {
            FcgiReply reply = client.request(Map.of("A", "1"), body, true);
            assertEquals(new String(body, US_ASCII), reply.stdout());
            assertEquals("x", client.request(Map.of(), new byte[] {'x'}, false).stdout());
        });
    }

    @Test
    void anAnswerThatComesBeforeTheBodyIsSentIsTaken() throws Exception {
        byte[] body = new byte[9_000_000];
        Responder hasty = (request, response) -> {
            response.stdout().write("no".getBytes(US_ASCII));
            response.stderr().write("too big".getBytes(US_ASCII));
            response.appStatus(9);
        };
        FcgiReply no = new FcgiReply("no", "too big", 9, ProtocolStatus.REQUEST_COMPLETE);
        against(hasty, client -> {
            assertEquals(no, client.request(Map.of(), body, true));
            assertEquals(no, client.request(Map.of(), body, true));
            assertEquals(no, client.request(Map.of(), body, false));
        });
    }

    @Test
    void anAddressWhereNobodyListensIsNamed() {
        for (String text : new String[] {directory.resolve("none.sock").toString(), "x".repeat(70) + ":1"}) {
            ListenAddress address = ListenAddress.parse(text);
            String message = String.valueOf(assertThrows(IOException.class, () -> FcgiClient.connect(address))
                    .getMessage());
            assertTrue(message.startsWith("cannot connect to " + address + ": "), message);
        }
    }

    /** An application that answers whatever comes with these bytes, and closes. */
    private static FcgiReply answered(String... pieces) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread application = new Thread(() -> {
                try (SocketChannel peer = server.accept()) {
                    peer.read(ByteBuffer.allocate(10_000));
                    for (String piece : pieces) {
                        peer.write(ByteBuffer.wrap(HexFormat.of().parseHex(piece.replace(" ", ""))));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            application.start();
            InetSocketAddress at = (InetSocketAddress) server.getLocalAddress();
            try (FcgiClient client = FcgiClient.connect(ListenAddress.parse(":" + at.getPort()))) {
                return client.request(Map.of(), new byte[0], false);
            } finally {
                application.join();
            }
        }
    }

    @Test
    void paddingAndPiecesInAnAnswerAreRead() throws Exception {
        FcgiReply reply = answered(
                "0106 0001 0001 0300 41 000000", "0107 0001 0001 0000 42 0103 0001 0008", "0000 00000007 01 000000");
        assertEquals(new FcgiReply("A", "B", 7, ProtocolStatus.CANT_MPX_CONN), reply);
    }

    @Test
    void aConnectionThatEndsBeforeTheRequestDoesIsSaidToHaveDoneSo() {
        String message = String.valueOf(assertThrows(EOFException.class, () -> answered("0106 0001 0001 0000 41"))
                .getMessage());
        assertEquals("the application closed the connection before END_REQUEST", message);
    }
}
