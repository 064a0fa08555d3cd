package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Configuration files of luafcgid and luafcgid2, as they are or imported. */
@OnEachJdk
final class OldConfigurationTest {
    /** Every line of what luafcgid was shipped with has one like it here. */
    private static final String LUAFCGID =
            """
            --[[ settings of the shop's daemon ]]--

            -- where the web server finds it
            listen = "%s"

            workers = 3
            -- one for each worker, and some to keep
            states = workers * 3
            clones = states
            sweep = 4000 -- milliseconds
            retries = 1

            showerrors = true
            buffering = true
            headersize = 64
            bodysize = 1024
            headers = "X-Powered-By: Lua\\r\\nX-Shop: a, b\\r\\n"

            handler = "answer"
            httpstatus = "203 Non-Authoritative"
            contenttype = "text/x-shop"
            maxpost = 1024 * 10
            logfile = "shop.log"
            """;

    /** In the words of luafcgid2's own, and its Lua: {@code //} is none of 5.1. */
    private static final String LUAFCGID2 =
            """
            WorkerThreads = 4
            LuaStates = 1
            LuaMaxStates = 9 // 4
            LuaMaxSearchRetries = 3
            HeadersSize = 128
            MinFileInfoTime = 0
            UseFileChecksum = true

            SessionName = "shop"
            SessionTime = 3600
            SessionKeyLen = 24
            SessionCookieSecure = false

            DefaultHeaders = { "X-Powered-By: Lua", "X-Shop: a, b" }
            DefaultHttpStatus = "203 Non-Authoritative"
            DefaultContentType = "text/x-shop"
            MaxPostSize = 1024 * 10
            Listen = "%s"
            StartupScript = "start.lua"
            Entrypoint = "answer"
            LogFilePath = "shop.log"

            Config = { name = "shop" }
            """;

    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder folder;

    @BeforeEach
    void folders() throws Exception {
        site = Scripts.site();
        site.write(
                "shop.lua",
                "function answer(env, con) local body = con:gets() con:puts('shop of ' .. (body and #body or 0)) end");
        folder = Folder.create();
    }

    @AfterEach
    void remove() {
        site.close();
        folder.close();
    }

    private Path old(String more) throws Exception {
        return folder.write("config.lua", LUAFCGID.formatted(folder.resolve("shop.sock")) + more);
    }

    private void assertServesTheShop(Daemon daemon) throws Exception {
        ListenAddress address = ListenAddress.parse(folder.resolve("shop.sock").toString());
        try (Connection connection = new Connection(site.path(), address)) {
            Answer answer = connection.get("/shop.lua");
            assertEquals("shop of 0", answer.body());
            assertEquals(203, answer.status());
            assertEquals("text/x-shop", answer.headers().get("content-type"));
            assertEquals("a, b", answer.headers().get("x-shop"));
        }
        assertEquals(address, daemon.unix());
        assertTrue(Files.exists(folder.resolve("shop.log")));
    }

    @Test
    void anOldFileServesUnedited() throws Exception {
        Path config = old("");
        try (Daemon daemon =
                Daemon.of(jdk, site.path()).with("--config", config.toString()).start()) {
            assertServesTheShop(daemon);
            assertFalse(daemon.log().contains("config.lua:"), daemon::log);
        }
    }

    @Test
    void whatIsSetGoesBeforeIt() throws Exception {
        Path config = old("wokers = 5\n");
        try (Daemon daemon = Daemon.of(jdk, site.path())
                .with(
                        "--config",
                        config.toString(),
                        "--listen",
                        folder.resolve("other.sock").toString())
                .with("--set", "luafcgid.daemon.Responder:contenttype=text/x-set")
                .start()) {
            assertEquals(
                    folder.resolve("other.sock").toString(),
                    daemon.unix().toString().replace("unix:", ""));
            Answer answer = daemon.get("/shop.lua");
            assertEquals("text/x-set", answer.headers().get("content-type"));
            assertEquals("a, b", answer.headers().get("x-shop"));
            assertTrue(
                    daemon.log()
                            .contains("luafcgid: " + config + ":24: no setting of luafcgid: 'wokers'; did you mean"
                                    + " 'workers'?\n"),
                    daemon::log);
        }
    }

    @Test
    void anImportedFileServes() throws Exception {
        Path config = old("");
        Path conf = folder.resolve("conf");
        Cli.Result result = importOf(config, conf);
        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.err());
        assertTrue(
                result.out().contains(config + ":10: sweep -> luafcgid.daemon.Housekeeping sweep=\"4\" (in seconds)\n"),
                result::out);
        assertTrue(result.out().contains(config + ":11: retries: not needed: "), result::out);
        assertTrue(result.out().contains("written: " + conf.resolve("luafcgid.lua.Pool.config") + "\n"), result::out);
        String pool = Files.readString(conf.resolve("luafcgid.lua.Pool.config"));
        assertTrue(pool.contains("\nroots=[\"${luafcgid.root}\"]\n"), pool);
        assertTrue(pool.contains("\nstates=\"9\"\n"), pool);
        Files.move(config, folder.resolve("gone.lua"));
        try (Daemon daemon =
                Daemon.of(jdk, site.path()).with("--conf", conf.toString()).start()) {
            assertServesTheShop(daemon);
        }
    }

    @Test
    void aFileOfLuafcgid2ServesUneditedAndImported() throws Exception {
        folder.write("start.lua", "function of() return ' of ' end");
        site.write("shop.lua", "function answer() Send(Config.name .. of() .. #Receive()) Session.Start() end");
        Path config = folder.write("luafcgid2-config.lua", LUAFCGID2.formatted(folder.resolve("shop.sock")));
        try (Daemon daemon =
                Daemon.of(jdk, site.path()).with("--config", config.toString()).start()) {
            assertServesTheShop(daemon);
            assertFalse(daemon.log().contains("config.lua:"), daemon::log);
        }
        Path conf = folder.resolve("conf");
        Cli.Result result = importOf(config, conf);
        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.err());
        try (Daemon daemon =
                Daemon.of(jdk, site.path()).with("--conf", conf.toString()).start()) {
            assertServesTheShop(daemon);
            Answer answer = daemon.get("/shop.lua");
            assertTrue(
                    String.valueOf(answer.headers().get("set-cookie")).matches("shop=[\\w-]{24}; Max-Age=3600; .*"),
                    answer::toString);
        }
    }

    private Cli.Result importOf(Path config, Path conf, String... more) throws Exception {
        String[] words = new String[5 + more.length];
        System.arraycopy(
                new String[] {"config", "--import", config.toString(), "--conf", conf.toString()}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return new Cli(jdk).run(words);
    }

    @Test
    void editedFilesAreKept() throws Exception {
        Path config = old("");
        Path conf = folder.resolve("conf");
        Path pool = folder.write("conf/luafcgid.lua.Pool.config", "roots=[\"/srv\"]\nstates=\"5\"\n");
        Cli.Result refused = importOf(config, conf);
        CommandTest.assertOneLine(refused, pool.toString());
        assertEquals(73, refused.status());
        assertEquals("roots=[\"/srv\"]\nstates=\"5\"\n", Files.readString(pool));
        assertFalse(Files.exists(conf.resolve("luafcgid.daemon.Responder.config")), "others are written");
        assertEquals(0, importOf(config, conf, "--force").status());
        assertTrue(Files.readString(pool).startsWith("roots=[\"/srv\"]\nstates=\"9\"\n"), Files.readString(pool));
        assertEquals(
                "roots=[\"/srv\"]\nstates=\"5\"\n", Files.readString(conf.resolve("luafcgid.lua.Pool.config.old")));
        Cli.Result again = importOf(config, conf);
        assertEquals(0, again.status(), again::toString);
        assertTrue(again.out().contains("is so already: " + pool), again::out);
    }

    @Test
    void filesAsTheyWereShippedAreFilledIn() throws Exception {
        Path conf = folder.resolve("conf");
        Files.createDirectories(conf);
        Path shipped = Path.of(System.getProperty("luafcgid.distribution"), "conf", "luafcgid.lua.Pool.config");
        Files.copy(shipped, conf.resolve("luafcgid.lua.Pool.config"));
        Cli.Result result = importOf(folder.write("config.lua", "states = 9\n"), conf);
        assertEquals(0, result.status(), result::toString);
        assertEquals(
                Files.readString(shipped) + "states=\"9\"\n",
                Files.readString(conf.resolve("luafcgid.lua.Pool.config")));
    }

    @Test
    void mistakesAreToldAndNothingIsWritten() throws Exception {
        Path conf = folder.resolve("conf");
        Cli.Result syntax = importOf(folder.write("config.lua", "workers = 3\nstates = = 4\n"), conf);
        assertEquals(78, syntax.status(), syntax::toString);
        CommandTest.assertOneLine(syntax, folder.resolve("config.lua") + ":2: ");
        Cli.Result values = importOf(folder.write("config.lua", "workers = 'x'\nstates = {}\n"), conf);
        assertEquals(78, values.status(), values::toString);
        assertTrue(values.err().contains("config.lua:1: workers = \"x\": write a whole number"), values::err);
        assertTrue(values.err().contains("config.lua:2: states = a table: write a whole number"), values::err);
        Cli.Result reaches = importOf(folder.write("config.lua", "logfile = io.open('/etc/passwd'):read()\n"), conf);
        assertEquals(78, reaches.status(), reaches::toString);
        assertTrue(reaches.err().contains("config.lua:1: io.open is not there"), reaches::err);
        assertFalse(Files.exists(conf));
        Cli.Result missing = new Cli(jdk)
                .run("config", "--import", folder.resolve("none.lua").toString());
        assertEquals(66, missing.status(), missing::toString);
        assertEquals(64, new Cli(jdk).run("config").status());
    }

    @Test
    void aFileWithAMistakeIsNotServed() throws Exception {
        Path config = folder.write("config.lua", "workers = 3\nstates = nothing.at.all\n");
        Path var = folder.resolve("v");
        Cli.Result run =
                new Cli(jdk).run("run", site.path().toString(), "--var", var.toString(), "--config", config.toString());
        CommandTest.assertOneLine(run, config + ":2: ");
        assertEquals(78, run.status());
        assertFalse(Files.exists(var), "the var folder is left");
    }

    @Test
    void aStartTellsOfNamesThatItDoesNotKnow() throws Exception {
        Path config = folder.write("config.lua", "zzz = 1\n");
        Path var = folder.resolve("v");
        Cli cli = new Cli(jdk);
        Cli.Result start = cli.run(
                "start",
                site.path().toString(),
                "--http",
                "off",
                "--var",
                var.toString(),
                "--config",
                config.toString());
        try {
            assertEquals(0, start.status(), start::toString);
            assertEquals("luafcgid: " + config + ":1: no setting of luafcgid: 'zzz'; it is ignored\n", start.err());
            folder.write("config.lua", "workers = 5\nzzz = 1\n");
            Cli.Result restart = cli.run("restart", "--var", var.toString());
            assertEquals(0, restart.status(), restart::toString);
            assertTrue(restart.err().contains(config + ":2: no setting of luafcgid: 'zzz'"), restart::err);
        } finally {
            assertEquals(0, cli.run("stop", "--var", var.toString()).status());
        }
    }
}
