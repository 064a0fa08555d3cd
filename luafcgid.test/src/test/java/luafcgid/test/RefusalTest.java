package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that cannot succeed: one line, a status, and nothing left. */
@OnEachJdk
final class RefusalTest {
    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder folder;
    private Path var;

    @BeforeEach
    void folders() throws Exception {
        site = Scripts.site();
        folder = Folder.create();
        var = folder.resolve("v");
    }

    @AfterEach
    void remove() {
        site.close();
        folder.close();
    }

    /** Refused with one line; neither files nor processes are left. */
    private Cli.Result refused(String text, String command, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(command, "--var", var.toString()));
        all.addAll(List.of(words));
        Cli.Result result = new Cli(jdk).run(all.toArray(String[]::new));
        CommandTest.assertOneLine(result, text);
        Path socket = var.resolve("luafcgid.sock");
        assertFalse(Files.exists(socket), "the socket is left");
        if (command.equals("run")) {
            assertFalse(Files.exists(var), () -> "left in the var folder: " + names());
        }
        assertEquals(List.of(), Processes.naming(var), "processes left");
        return result;
    }

    private String names() {
        try {
            return new Folder(var).names().toString();
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "start"})
    void aTcpAddressInUseIsRefused(String command) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            refused(
                    "cannot listen on " + address + ": it is in use",
                    command,
                    site.path().toString(),
                    "--http",
                    "off",
                    "--listen",
                    address);
        }
    }

    @Test
    void anHttpAddressInUseIsRefused() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            refused(address, "run", site.path().toString(), "--http", address);
        }
    }

    @Test
    void everyInterfaceIsRefusedUnlessPeersAreNamed() throws Exception {
        String[] words = {site.path().toString(), "--http", "off", "--listen", "0.0.0.0:0"};
        Cli.Result refused = refused("cannot listen on 0.0.0.0:0: whoever reaches this machine", "run", words);
        assertTrue(refused.err().contains("allowed=["), refused::toString);
        Files.delete(site.resolve("syntax.lua"));
        List<String> check = new ArrayList<>(List.of("check", "--var", var.toString()));
        check.addAll(List.of(words));
        Cli.Result bad = new Cli(jdk).run(check.toArray(String[]::new));
        assertEquals(78, bad.status(), bad::toString);
        assertTrue(bad.all().contains("0.0.0.0:0: whoever reaches this machine"), bad::toString);
        check.addAll(List.of("--set", "luafcgid.protocol.Listener~main:allowed=10.0.0.0/8,::1"));
        Cli.Result good = new Cli(jdk).run(check.toArray(String[]::new));
        assertEquals(0, good.status(), good::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "start"})
    void aLiveSocketIsRefusedAndStaysAsItIs(String command) throws Exception {
        try (Daemon other = Daemon.of(jdk, site.path()).start()) {
            Path socket = other.var().resolve("luafcgid.sock");
            refused(
                    "cannot listen on unix:" + socket + ": it is in use",
                    command,
                    site.path().toString(),
                    "--http",
                    "off",
                    "--listen",
                    socket.toString());
            assertEquals("Hello World", other.get("/hello.lua").body());
        }
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        Path socket = folder.resolve("stale.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertTrue(Files.exists(socket), "a socket that nobody listens on");
        try (Daemon daemon =
                Daemon.of(jdk, site.path()).with("--listen", socket.toString()).start()) {
            assertEquals("Hello World", daemon.get("/hello.lua").body());
            assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        }
        assertFalse(Files.exists(socket), "the socket is removed at the end");
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Path file = folder.write("precious", "text");
        refused("is not a socket", "run", site.path().toString(), "--http", "off", "--listen", file.toString());
        assertEquals("text", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource({
        "'--lisen', --lisen=:0, --http=off",
        "'rnu', rnu, --http=off",
        "DIR, /no/such/folder, --http=off",
        "DIR, /etc/passwd, --http=off",
        "--listen, --listen, nonsense",
        "--set, --set, nonsense"
    })
    void aMistakeOnTheCommandLineIsNamed(String named, String first, String second) throws Exception {
        refused(named, "run", first, second);
    }

    @Test
    void anUnreadableFolderIsRefused() throws Exception {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        Assumptions.assumeFalse(Files.isReadable(closed), "this user can read every folder");
        refused("cannot be read", "run", closed.toString(), "--http", "off");
    }

    @ParameterizedTest
    @CsvSource({
        "luafcgid.daemon.Responder:watchdog=-1, watchdog=-1",
        "luafcgid.protocol.Transport:kind=pigeon, kind=pigeon",
        "luafcgid.daemon.Workers:strategy=magic, strategy=magic",
        "luafcgid.lua.Pool:states=-1, states=-1",
        "luafcgid.protocol.Listener~main:mode=0999, mode=0999",
        "luafcgid.protocol.Listener~main:group=no-such-group-of-users, group=no-such-group-of-users is not known",
        "luafcgid.protocol.Listener~main:allowed=localhost, 'localhost' is no IP address",
        "luafcgid.protocol.Listener~main:address=fd:0, descriptor 0 is no socket that listens"
    })
    void aSettingThatIsNotAllowedIsRefused(String setting, String named) throws Exception {
        refused(named, "run", site.path().toString(), "--http", "off", "--set", setting);
    }

    @Test
    void checkFindsMistakes() throws Exception {
        Files.delete(site.resolve("syntax.lua"));
        String[] words = {"check", site.path().toString(), "--var", var.toString(), "--http", "off"};
        Cli.Result good = new Cli(jdk).run(words);
        assertEquals(0, good.status(), good::toString);
        site.write("sub/syntax.lua", "function main(env, con)\n  con:puts(\nend\n");
        Cli.Result bad = new Cli(jdk).run(words);
        assertEquals(78, bad.status(), bad::toString);
        assertTrue(bad.all().contains("sub/syntax.lua:"), bad::toString);
        assertFalse(Files.exists(var), "a check leaves nothing");
    }

    @Test
    void checkFindsMistakesInTheConfiguration() throws Exception {
        Files.delete(site.resolve("syntax.lua"));
        folder.write("conf/luafcgid.daemon.Responder.config", "watchdog=\"-5\"\n");
        Cli.Result bad = new Cli(jdk)
                .run(
                        "check",
                        site.path().toString(),
                        "--conf",
                        folder.resolve("conf").toString());
        assertEquals(78, bad.status(), bad::toString);
        assertTrue(bad.all().contains("watchdog"), bad::toString);
    }

    @Test
    void checkFindsWhatIsFaultyAmongTheExtensions() throws Exception {
        Files.delete(site.resolve("syntax.lua"));
        folder.copy(Path.of(System.getProperty("luafcgid.distribution")), "d");
        folder.write("d/ext/broken.lua", "return {");
        Cli.Result bad =
                new Cli(jdk, folder.resolve("d")).run("check", site.path().toString());
        assertEquals(78, bad.status(), bad::toString);
        assertTrue(bad.all().contains("ext/broken.lua"), bad::toString);
        assertTrue(bad.all().contains("1 mistake found"), bad::toString);
    }
}
