package luafcgid.daemon.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // What a test needs open it need not name.
@Timeout(30)
class AdminServerTest {
    @TempDir
    Path folder;

    private final ThreadIOImpl io = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(io);
    private final Commands commands = new Commands();

    /** What the tests run. */
    public static final class Commands {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        public String greet(String name) {
            return "Hello, " + name;
        }

        public void print(String text) {
            System.out.println(text);
        }

        public List<String> list() {
            return List.of("one", "two");
        }

        public void fail() {
            throw new IllegalStateException("no\nluck");
        }

        public String slow() throws InterruptedException {
            System.out.println("working");
            System.out.flush();
            entered.countDown();
            return released.await(20, TimeUnit.SECONDS) ? "done" : "not released";
        }

        public String columns(CommandSession session) {
            return session.get("COLUMNS") + "x" + session.get("LINES");
        }

        public String input() throws IOException {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Has a command of the same name. */
    public static final class Foreign {
        public String greet(String name) {
            return "not ours, " + name;
        }
    }

    @BeforeEach
    void start() {
        io.start();
        for (String name : List.of("greet", "print", "list", "fail", "slow", "columns", "input")) {
            processor.addCommand("luafcgid", commands, name);
        }
        processor.addCommand("felix", new Foreign(), "greet");
    }

    @AfterEach
    void stop() {
        commands.released.countDown();
        processor.stop();
        io.stop();
    }

    private AdminServer server() throws IOException {
        return new AdminServer(path(), processor, Duration.ofSeconds(20));
    }

    private Path path() {
        return folder.resolve("admin.sock");
    }

    private SocketChannel connect(String text) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path()));
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    /** All that the server answers. */
    private String ask(String text) throws IOException {
        try (SocketChannel channel = connect(text)) {
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aResultOrWhatIsPrintedComesBackWithStatusZero() throws IOException {
        try (AdminServer server = server()) {
            assertEquals("Hello, Wörld\n\0000\n", ask("greet Wörld\n"));
            assertEquals("printed\n\0000\n", ask("print printed\n"));
            assertEquals("one\ntwo\n\0000\n", ask("list\n"));
            assertEquals("\0000\n", ask("\n"));
            assertEquals("Hello, x\n\0000\n", ask("greet x"));
        }
    }

    @Test
    void anErrorIsOneLineWithStatusOneAndAnUnknownCommandHas127() throws IOException {
        try (AdminServer server = server()) {
            assertEquals("error: no\\nluck\n\0001\n", ask("fail\n"));
            assertEquals("unknown command 'nosuch'; help lists all\n\000127\n", ask("nosuch\n"));
            assertTrue(ask("greet 'unclosed\n").endsWith("\n\0001\n"));
        }
    }

    @Test
    void whatFollowsTheLineIsTheCommandsInput() throws IOException {
        try (AdminServer server = server()) {
            assertEquals("some\ninput\n\0000\n", ask("input\nsome\ninput\n"));
        }
    }

    @Test
    void aLongCommandStreamsItsOutputAndHoldsUpNobody() throws Exception {
        try (AdminServer server = server();
                SocketChannel slow = connect("slow\n")) {
            InputStream in = Channels.newInputStream(slow);
            assertEquals("working\n", new String(in.readNBytes(8), StandardCharsets.UTF_8));
            assertTrue(commands.entered.await(10, TimeUnit.SECONDS));
            assertEquals("Hello, x\n\0000\n", ask("greet x\n"));
            commands.released.countDown();
            assertEquals("done\n\0000\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theShellRunsLinesUntilExit() throws IOException {
        try (AdminServer server = server()) {
            assertEquals(
                    "luafcgid> Hello, x\nluafcgid> luafcgid> 100x30\nluafcgid> error: no\\nluck\nluafcgid> \0001\n",
                    ask("\u0001shell 100 30\ngreet x\n\ncolumns\nfail\nexit\ngreet y\n"));
            assertEquals("luafcgid> \0000\n", ask("\u0001shell\n"));
        }
    }

    @Test
    void aLineThatIsTooLongIsRefused() throws IOException {
        try (AdminServer server = server();
                SocketChannel client = connect("x".repeat(20 * RequestReader.MAX_LINE))) {
            assertEquals(
                    "error: a line has at most 65536 bytes\n\0001\n",
                    new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aClientThatSendsNoLineInTimeIsLetGo() throws IOException {
        try (AdminServer server = new AdminServer(path(), processor, Duration.ofMillis(50));
                SocketChannel client = connect("gree")) {
            assertEquals(-1, Channels.newInputStream(client).read());
        }
    }

    @Test
    void closingLetsARunningAnswerOutAndRemovesTheFile() throws Exception {
        AdminServer server = server();
        Thread closing = new Thread(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try (SocketChannel slow = connect("slow\n")) {
            assertTrue(commands.entered.await(10, TimeUnit.SECONDS));
            closing.start();
            commands.released.countDown();
            assertEquals(
                    "working\ndone\n\0000\n",
                    new String(Channels.newInputStream(slow).readAllBytes(), StandardCharsets.UTF_8));
        }
        closing.join();
        assertFalse(Files.exists(path()));
    }

    @Test
    void onlyTheOwnerCanConnect() throws IOException {
        try (AdminServer server = server()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
            try (var files = Files.list(folder)) {
                assertEquals(List.of(path()), files.toList());
            }
        }
    }

    @Test
    void aStaleSocketIsReplacedALiveOneAndAnyOtherFileAreNot() throws IOException {
        ServerSocketChannel stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        stale.bind(UnixDomainSocketAddress.of(path()));
        stale.close();
        assertTrue(Files.exists(path()));
        try (AdminServer server = server()) {
            assertEquals(
                    "admin socket " + path()
                            + ": another daemon listens there; stop it or choose another folder with --var",
                    assertThrows(IOException.class, this::server).getMessage());
            assertEquals("Hello, x\n\0000\n", ask("greet x\n"));
        }
        Files.writeString(path(), "precious");
        assertEquals(
                "admin socket " + path() + ": another file has this name; remove it",
                assertThrows(IOException.class, this::server).getMessage());
        assertEquals("precious", Files.readString(path()));
    }
}
