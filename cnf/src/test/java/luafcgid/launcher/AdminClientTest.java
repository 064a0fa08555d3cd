package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AdminClientTest {
    // Not JUnit's, whose names may be too long for a socket.
    private final VarFolder var;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ServerSocketChannel server;

    AdminClientTest() throws IOException {
        var = new VarFolder(Files.createTempDirectory("luafcgid"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(var.adminSocket()));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        VarFolder.delete(var.path());
    }

    private Future<String> answer(String reply) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel peer = server.accept()) {
                String request = new BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8)).readLine();
                Channels.newOutputStream(peer).write(reply.getBytes(StandardCharsets.UTF_8));
                return request;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aCommandYieldsItsOutputAndItsStatus() throws Exception {
        Future<String> request = answer("grüße\n\0" + "5\n");
        assertEquals(5, new AdminClient(var).execute("luafcgid:states -a", out));
        assertEquals("luafcgid:states -a", request.get());
        assertEquals("grüße\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aDaemonThatEndsInItsAnswerIsNamed() throws Exception {
        Future<String> request = answer("half");
        Failure failure = assertThrows(Failure.class, () -> new AdminClient(var).execute("lb", out));
        assertTrue(failure.line().contains("ended before its answer"), failure.line());
        assertEquals(Exit.UNAVAILABLE, failure.status());
        assertEquals("half", out.toString(StandardCharsets.UTF_8));
        assertEquals("lb", request.get());
    }

    @Test
    void noDaemonIsAnAnswerOfItsOwnToStatus() throws IOException {
        server.close();
        AdminClient client = new AdminClient(var);
        Failure status = assertThrows(Failure.class, () -> client.status(out));
        assertEquals(Exit.NOT_RUNNING, status.status());
        Failure command = assertThrows(Failure.class, () -> client.execute("lb", out));
        assertEquals(Exit.UNAVAILABLE, command.status());
        assertTrue(command.line().contains("start one with: luafcgid start"), command.line());
    }

    @Test
    void aCommandOfTwoLinesIsRefusedBeforeItIsSent() {
        Failure failure = assertThrows(Failure.class, () -> new AdminClient(var).execute("a\nb", out));
        assertEquals(Exit.USAGE, failure.status());
    }
}
