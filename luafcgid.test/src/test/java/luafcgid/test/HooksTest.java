package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Lua that runs when the daemon starts, at each sweep and when it stops; each hook notes that it ran. */
@OnEachJdk
final class HooksTest {
    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder folder;

    @BeforeEach
    void folders() throws Exception {
        site = Scripts.site();
        folder = Folder.create();
    }

    @AfterEach
    void remove() {
        site.close();
        folder.close();
    }

    /** Lua that notes what an expression gives. */
    private String note(String expression) {
        return "do local f = io.open('" + folder.resolve("notes") + "', 'a') f:write(" + expression
                + ", '\\n') f:close() end ";
    }

    /** A line of a configuration file. */
    private static String line(String key, String... chunks) {
        return Stream.of(chunks)
                .map(chunk -> '"'
                        + chunk.replace("\\", "\\\\\\\\").replace("\"", "\\\"").replace("=", "\\=")
                        + '"')
                .collect(Collectors.joining(",", key + "=[", "]\n"));
    }

    private List<String> notes() {
        return Cli.text(folder.resolve("notes")).lines().toList();
    }

    private Daemon daemon(String hooks, String... more) throws Exception {
        folder.write("conf/luafcgid.daemon.Hooks.config", hooks);
        return Daemon.of(jdk, site.path())
                .with("--conf", folder.resolve("conf").toString())
                .with("--set", "luafcgid.daemon.Housekeeping:sweep=0.1")
                .with(more)
                .start();
    }

    @Test
    void hooksOfAnOldFileRunAtTheirTimes() throws Exception {
        Path config = folder.write(
                "config.lua",
                "listen = '" + folder.resolve("old.sock") + "'\nsweep = 100\ntimes = 0\n"
                        + "function startup()\n  local before = os.clock()\n"
                        + "  while os.clock() - before < 0.5 do end\n  " + note("'startup'") + "\nend\n"
                        + "housekeeping = [[ times = times + 1 if times == 3 then " + note("'third'") + " end ]]\n"
                        + "shutdown = { function() " + note("'shutdown'") + " end }\n");
        try (Daemon daemon =
                Daemon.of(jdk, site.path()).with("--config", config.toString()).start()) {
            assertEquals("startup", notes().get(0), "it serves before that");
            assertEquals("Hello World", daemon.get("/hello.lua").body());
            Poll.until("the third sweep", () -> notes().size() == 2);
            assertTrue(daemon.log().contains(config + ":3: no setting of luafcgid: 'times'"), daemon::log);
        }
        assertEquals(List.of("startup", "third", "shutdown"), notes());
    }

    @Test
    void chunksShareVariablesAndHaveTheLibraries() throws Exception {
        folder.write("last.lua", "local json = require 'cjson'\n" + note("json.encode({ who })"));
        String hooks = line("startup", "who = 'chunk'", "require('shared').set('who', who)")
                + line("shutdown", "@" + folder.resolve("last.lua"));
        site.write("who.lua", "function main(env, con) con:puts(tostring(require('shared').get('who'))) end");
        try (Daemon daemon = daemon(hooks)) {
            assertEquals("chunk", daemon.get("/who.lua").body());
            assertTrue(!daemon.command("status").out().contains("hook "), "a hook failed");
        }
        assertEquals(List.of("[\"chunk\"]"), notes());
    }

    @Test
    void shutdownRunsAfterTheLastRequest() throws Exception {
        site.write(
                "slow.lua",
                "function main(env, con)\n" + note("'begun'") + " require('luafcgid').sleep(1)\n" + note("'answered'")
                        + " con:puts(require('cjson').encode({ 'done' }))\nend\n");
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (Daemon daemon = daemon(line("shutdown", note("'shutdown'")))) {
            Future<Answer> answer = client.submit(() -> daemon.get("/slow.lua"));
            Poll.until("the request's begin", () -> !notes().isEmpty());
            daemon.terminate();
            assertEquals("[\"done\"]", answer.get().body());
            assertEquals(0, daemon.await());
        } finally {
            client.shutdownNow();
        }
        assertEquals(List.of("begun", "answered", "shutdown"), notes());
    }

    @Test
    void aHookThatFailsIsToldAndTheDaemonGoesOn() throws Exception {
        String hooks = line("startup", "error('no database')")
                + line("housekeeping", "n = (n or 0) + 1 if n == 1 then error('once') end " + note("n"))
                + line("shutdown", "while true do end") + "watchdog=\"1\"\n";
        try (Daemon daemon = daemon(hooks)) {
            assertEquals("Hello World", daemon.get("/hello.lua").body());
            String status = daemon.command("status").out();
            assertTrue(status.contains("\nhook startup: startup:1: no database"), status);
            Poll.until("a sweep after the one that failed", () -> notes().contains("2"));
            assertTrue(daemon.log().contains("housekeeping: housekeeping:1: once"), daemon::log);
            daemon.terminate();
            assertEquals(0, daemon.await());
            assertTrue(daemon.log().contains("shutdown: stopped: ran longer than the watchdog allows"), daemon::log);
        }
    }

    @Test
    void otherHooksTakeOverUnderLoad() throws Exception {
        try (Daemon daemon = daemon(line("startup", note("'one'")) + line("shutdown", note("'end of one'")));
                Load load = new Load(daemon, "/hello.lua", 2)) {
            load.await("Hello World", 100);
            new Folder(folder.resolve("conf")).replace("luafcgid.daemon.Hooks.config", line("startup", note("'two'")));
            Poll.until("the other hook", () -> notes().contains("two"));
            load.await("Hello World", 100);
            load.end();
        }
        assertEquals(List.of("one", "end of one", "two"), notes());
    }

    @Test
    void checkFindsMistakesAndRunsNothing() throws Exception {
        folder.write("conf/luafcgid.daemon.Hooks.config", line("startup", note("'startup'") + " x = = 1"));
        Cli.Result result = check("--conf", folder.resolve("conf").toString());
        assertEquals(78, result.status(), result::toString);
        assertTrue(result.out().contains("luafcgid.daemon.Hooks: startup:1:"), result::toString);
        Path config = folder.write("config.lua", "function startup() " + note("'startup'") + " end\n");
        site.write("syntax.lua", "");
        Cli.Result right = check("--config", config.toString());
        assertEquals(0, right.status(), right::toString);
        assertEquals(List.of(), notes());
    }

    private Cli.Result check(String... words) throws Exception {
        return new Cli(jdk)
                .run(
                        "check",
                        site.path().toString(),
                        words[0],
                        words[1],
                        "--var",
                        folder.resolve("v").toString());
    }
}
