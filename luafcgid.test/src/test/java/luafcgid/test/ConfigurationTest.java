package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Configuration files that change while the daemon runs. */
@OnEachJdk
final class ConfigurationTest {
    private static final int CONNECTIONS = 4;

    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder conf;

    @BeforeEach
    void folders() throws Exception {
        site = Scripts.site();
        conf = Folder.create();
    }

    @AfterEach
    void remove() {
        site.close();
        conf.close();
    }

    private Daemon start() throws Exception {
        return Daemon.of(jdk, site.path())
                .with("--conf", conf.path().toString())
                .start();
    }

    @Test
    void aChangedSettingTakesEffectUnderLoad() throws Exception {
        conf.write("luafcgid.daemon.Responder.config", "contenttype=\"text/x-one\"\n");
        try (Daemon daemon = start();
                Load load = new Load(daemon, "/hello.lua", CONNECTIONS)) {
            assertEquals("text/x-one", daemon.get("/hello.lua").headers().get("content-type"));
            load.await("Hello World", 100);
            conf.replace("luafcgid.daemon.Responder.config", "contenttype=\"text/x-another\"\n");
            Poll.until(
                    "the new content type",
                    () -> daemon.get("/hello.lua").headers().get("content-type").equals("text/x-another"));
            load.end();
        }
    }

    @Test
    void aListenerThatIsAddedServesAndOneThatIsTakenAwayEnds() throws Exception {
        ListenAddress second = ListenAddress.parse(conf.resolve("two.sock").toString());
        try (Daemon daemon = start();
                Load load = new Load(daemon, "/hello.lua", CONNECTIONS)) {
            load.await("Hello World", 100);
            conf.replace("luafcgid.protocol.Listener-two.config", "address=\"" + second + "\"\n");
            Poll.until("the second listener", () -> answers(second));
            Files.delete(conf.resolve("luafcgid.protocol.Listener-two.config"));
            Poll.until("its end", () -> !answers(second));
            load.end();
        }
    }

    @Test
    void aListenersSettingsChangeUnderLoadAndItsSocketStays() throws Exception {
        String file = "luafcgid.protocol.Listener-two.config";
        Path socket = conf.resolve("two.sock");
        String address = "address=\"" + socket + "\"\n";
        conf.write(file, address);
        try (Daemon daemon = start();
                Load main = new Load(() -> connect(standard(daemon)), "/hello.lua", CONNECTIONS);
                Load two = new Load(() -> connect(ListenAddress.parse(socket.toString())), "/hello.lua", CONNECTIONS)) {
            main.await("Hello World", 100);
            Object inode = Files.getAttribute(socket, "unix:ino");
            conf.replace(
                    file,
                    address + "mode=\"0600\"\ngroup=\"" + Files.getAttribute(socket, "unix:gid")
                            + "\"\nbacklog=\"50\"\ndrain=\"3\"\n");
            Poll.until("the new mode", () -> (Integer) Files.getAttribute(socket, "unix:mode") % 512 == 0600);
            conf.replace(file, address + "mode=\"0660\"\ngroup=\"no-such-group-of-users\"\n");
            Poll.until("the log line that names it", () -> daemon.log().contains("group=no-such-group-of-users"));
            conf.replace(file, address + "allowed=[\"10.0.0.1\"]\n");
            Poll.until("the log line that says why not", () -> daemon.log().contains("'allowed' is for TCP"));
            assertEquals(0600, (Integer) Files.getAttribute(socket, "unix:mode") % 512);
            assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
            two.await("Hello World", 100);
            two.end();
            main.end();
        }
    }

    @Test
    void aListenerThatMovesEndsItsRequestsAndDisturbsNoOther() throws Exception {
        site.write(
                "slow.lua",
                """
                function main(env, con)
                  io.open(env.DOCUMENT_ROOT .. "/begun", "w"):close()
                  while not io.open(env.DOCUMENT_ROOT .. "/go") do require("luafcgid").sleep(0.01) end
                  con:puts("done")
                end
                """);
        String file = "luafcgid.protocol.Listener-two.config";
        ListenAddress old = ListenAddress.parse(conf.resolve("old.sock").toString());
        ListenAddress fresh = ListenAddress.parse(conf.resolve("new.sock").toString());
        conf.write(file, "address=\"" + old + "\"\n");
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (Daemon daemon = start();
                Load load = new Load(() -> connect(standard(daemon)), "/hello.lua", CONNECTIONS);
                Connection busy = connect(old)) {
            load.await("Hello World", 100);
            Future<Answer> slow = client.submit(() -> busy.get("/slow.lua"));
            Poll.until("the request's begin", () -> Files.exists(site.resolve("begun")));
            conf.replace(file, "address=\"" + fresh + "\"\n");
            Poll.until("the new address", () -> answers(fresh));
            Poll.until("the end of the old one", () -> !answers(old));
            assertFalse(slow.isDone(), "the request on the old address has ended too early");
            conf.replace(file, "address=\"0.0.0.0:0\"\n");
            Poll.until("the log line that says why not", () -> daemon.log().contains("cannot listen on 0.0.0.0:0"));
            assertTrue(answers(fresh), "an address that cannot be had leaves the one before");
            site.write("go", "");
            assertEquals("done", slow.get().body());
            load.end();
        } finally {
            client.shutdownNow();
        }
    }

    /** The listener that no test here changes. */
    private static ListenAddress standard(Daemon daemon) {
        return ListenAddress.parse(daemon.var().resolve("luafcgid.sock").toString());
    }

    private Connection connect(ListenAddress address) throws IOException {
        return new Connection(site.path(), address);
    }

    private boolean answers(ListenAddress address) {
        try (Connection connection = connect(address)) {
            return connection.get("/hello.lua").body().equals("Hello World");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void thePoolIsReconfiguredUnderLoad() throws Exception {
        site.write("page.lp", Scripts.HELLO);
        String roots = "roots=[\"" + site.path() + "\"]\n";
        conf.write("luafcgid.lua.Pool.config", roots);
        try (Daemon daemon = start();
                Load load = new Load(daemon, "/hello.lua", CONNECTIONS)) {
            load.await("Hello World", 100);
            assertEquals(403, daemon.get("/page.lp").status());
            conf.replace("luafcgid.lua.Pool.config", roots + "suffixes=[\".lua\",\".lp\"]\n");
            Poll.until("the new suffix", () -> daemon.get("/page.lp").status() == 200);
            load.end();
        }
    }

    @Test
    void theWorkersAreReconfiguredUnderLoad() throws Exception {
        try (Daemon daemon = start();
                Load load = new Load(daemon, "/hello.lua", CONNECTIONS)) {
            load.await("Hello World", 100);
            conf.replace("luafcgid.daemon.Workers.config", "strategy=\"handover\"\nworkers=\"2\"\nmaxworkers=\"5\"\n");
            Poll.until(
                    "the new number of workers",
                    () -> daemon.command("status").out().contains(" of 5 busy"));
            load.end();
        }
    }

    @Test
    void aMistakeLeavesTheOldSettingsInPlace() throws Exception {
        conf.write("luafcgid.daemon.Responder.config", "contenttype=\"text/x-one\"\n");
        try (Daemon daemon = start();
                Load load = new Load(daemon, "/hello.lua", CONNECTIONS)) {
            load.await("Hello World", 100);
            conf.replace("luafcgid.daemon.Responder.config", "watchdog=\"-3\"\n");
            Poll.until("the log line that names it", () -> daemon.log().contains("watchdog=-3"));
            load.await("Hello World", 1000);
            conf.replace("luafcgid.daemon.Responder.config", "contenttype=\"text/x-mended\"\n");
            Poll.until(
                    "the mended setting",
                    () -> daemon.get("/hello.lua").headers().get("content-type").equals("text/x-mended"));
            load.end();
        }
    }
}
