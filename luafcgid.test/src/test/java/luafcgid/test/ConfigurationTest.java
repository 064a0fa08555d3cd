package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
            java.nio.file.Files.delete(conf.resolve("luafcgid.protocol.Listener-two.config"));
            Poll.until("its end", () -> !answers(second));
            load.end();
        }
    }

    private boolean answers(ListenAddress address) {
        try (Connection connection = new Connection(site.path(), address)) {
            return connection.get("/hello.lua").body().equals("Hello World");
        } catch (java.io.IOException e) {
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
            conf.replace("luafcgid.daemon.Workers.config", "strategy=\"handover\"\nworkers=\"5\"\n");
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
