package luafcgid.ext.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import luafcgid.protocol.Front;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HttpServiceTest {
    @TempDir
    Path root = Path.of("");

    private Daemon daemon = new Daemon(root);

    @BeforeEach
    void create() throws IOException {
        daemon.close();
        daemon = new Daemon(root, loops());
        Files.writeString(root.resolve("f.txt"), "file");
    }

    Loops loops() {
        return Loops.nio();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private String failure() {
        assertEquals(1, daemon.fronts.size());
        return daemon.fronts.get(0).failure().orElseThrow();
    }

    @Test
    void anAddressInUseIsToldWithTheRemedy() throws Exception {
        String address;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + taken.getLocalPort();
            daemon.serve(address, 60);
            assertEquals(
                    "address " + address + " is in use; choose another with --http HOST:PORT or --http off,"
                            + " or stop what listens there",
                    failure());
        }
        daemon.serve(address, 60);
        assertEquals(Optional.empty(), daemon.fronts.get(0).failure());
    }

    @Test
    void anInvalidConfigurationIsTold() {
        daemon.serve("nowhere", 60);
        assertTrue(failure().startsWith("address 'nowhere': it has no port"), failure());
        daemon.serve("/tmp/x.sock", 60);
        assertTrue(failure().contains("HTTP needs a TCP port"), failure());
        daemon.serve("127.0.0.1:0", 0);
        assertEquals("idle 0: allowed are 1 to 3600 seconds", failure());
        daemon.service.apply(new HttpService.Configuration("127.0.0.1:0", root + "/none", List.of(), 8192, 60));
        assertEquals("root '" + root + "/none': not a readable folder; name one to serve", failure());
    }

    @Test
    void offServesNothing() {
        daemon.serve("off", 60);
        assertEquals(List.of(), daemon.fronts);
        daemon.serve();
        daemon.serve("off", 60);
        assertEquals(List.of(), daemon.fronts);
    }

    @Test
    void theAddressOfAFrontNamesThePortThatWasGiven() {
        daemon.serve();
        assertTrue(daemon.fronts.get(0).address().matches("http://127\\.0\\.0\\.1:[1-9]\\d*/"));
    }

    @Test
    void aChangeOfAnythingElseKeepsTheListener() throws Exception {
        daemon.serve();
        Front before = daemon.fronts.get(0);
        try (RawClient client = new RawClient(daemon.port())) {
            assertEquals("file", client.get("/f.txt").body());
            Path other = Files.createDirectory(root.resolve("other"));
            Files.writeString(other.resolve("f.txt"), "other");
            daemon.service.apply(new HttpService.Configuration("127.0.0.1:0", other.toString(), List.of(), 8192, 60));
            assertEquals("other", client.get("/f.txt").body());
        }
        assertEquals(List.of(before), daemon.fronts);
    }

    @Test
    void anInvalidChangeKeepsWhatServes() throws Exception {
        daemon.serve();
        daemon.serve("nowhere", 60);
        try (RawClient client = new RawClient(daemon.port())) {
            assertEquals("file", client.get("/f.txt").body());
        }
    }

    @Test
    void anotherAddressReplacesTheListener() throws Exception {
        daemon.serve();
        int before = daemon.port();
        daemon.serve(":0", 60);
        assertEquals(1, daemon.fronts.size());
        try (RawClient client = new RawClient(daemon.port())) {
            assertEquals("file", client.get("/f.txt").body());
        }
        assertThrows(ConnectException.class, () -> new RawClient(before));
    }
}
