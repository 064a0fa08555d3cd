package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Commands for a daemon that runs. */
@OnEachJdk
final class CommandTest {
    private static Folder site;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        site = Scripts.site();
        daemon = Daemon.of(jdk, site.path()).unswept().start();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Daemon b = daemon) {
            // Closed in reverse order.
        }
    }

    private static String succeeded(Cli.Result result) {
        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.err());
        return result.out();
    }

    @Test
    void statusTellsWhatRuns() throws Exception {
        daemon.get("/hello.lua");
        String status = succeeded(daemon.command("status"));
        assertTrue(status.contains(String.valueOf(daemon.pid())), status);
        assertTrue(status.contains(daemon.unix().toString()), status);
        assertTrue(status.contains("requests"), status);
        assertEquals(
                status.lines().count(),
                succeeded(daemon.command("shell", "luafcgid:status")).lines().count());
    }

    @Test
    void statesAreListedAndFlushed() throws Exception {
        daemon.get("/hello.lua");
        daemon.get("/counter.lua");
        String states = succeeded(daemon.command("shell", "luafcgid:states"));
        assertTrue(states.contains(site.resolve("hello.lua").toString()), states);
        assertTrue(states.contains(site.resolve("counter.lua").toString()), states);
        String before = daemon.get("/counter.lua").body();
        assertEquals(
                "1 states flushed",
                succeeded(daemon.command("shell", "luafcgid:flush", "'" + site.resolve("count*.lua") + "'"))
                        .strip());
        states = succeeded(daemon.command("shell", "luafcgid:states"));
        assertTrue(states.contains("hello.lua") && !states.contains("counter.lua"), states);
        assertNotEquals(before, daemon.get("/counter.lua").body());
        assertTrue(daemon.get("/counter.lua").body().endsWith(" 2"));
        assertTrue(succeeded(daemon.command("shell", "luafcgid:flush")).contains("flushed"));
        assertTrue(!succeeded(daemon.command("shell", "luafcgid:states")).contains(".lua"));
        assertTrue(daemon.get("/counter.lua").body().endsWith(" 1"));
    }

    @Test
    void aShellCommandThatFailsSaysSo() throws Exception {
        Cli.Result result = daemon.command("shell", "luafcgid:nonsense");
        assertNotEquals(0, result.status());
        assertTrue(result.all().contains("nonsense"), result::toString);
    }

    @Test
    void getPrintsTheResponse() throws Exception {
        String out = succeeded(daemon.command("get", "/hello.lua"));
        assertTrue(out.contains("Status: 200 OK") && out.contains("Content-Type: text/html"), out);
        assertTrue(out.strip().endsWith("Hello World"), out);
        assertTrue(succeeded(daemon.command("get", "/env.lua?a=1&b='2'")).contains("QUERY_STRING=a=1&b=%272%27"));
    }

    @Test
    void getSendsBodiesAndVariables() throws Exception {
        String body = "a=it's \"$x\"\n&b=ü";
        String echo = succeeded(daemon.command("get", "-d", body, "/echo.lua"));
        assertTrue(echo.endsWith("\r\n\r\n" + body + "\n"), echo);
        String env = succeeded(daemon.command("get", "/env.lua", "-p", "HTTP_X=it's \"$x\"", "--param=EMPTY="));
        assertTrue(env.contains("\nHTTP_X=it's \"$x\"\n") && env.contains("\nEMPTY=\n"), env);
    }

    @Test
    void getSendsAndShowsFilesOfAnySize() throws Exception {
        String body = "0123456789abcde\n".repeat(100_000);
        try (Folder folder = Folder.create()) {
            folder.write("it's", body);
            String echo = succeeded(daemon.command("get", "-d", "@" + folder.resolve("it's"), "/echo.lua"));
            assertTrue(echo.endsWith("\r\n\r\n" + body), () -> echo.length() + " characters");
        }
        String big = succeeded(daemon.command("get", "/big.lua"));
        assertTrue(Scripts.isBig(big.substring(big.indexOf("\r\n\r\n") + 4)), () -> big.length() + " characters");
    }

    @Test
    void getFailsWhenTheScriptDoes() throws Exception {
        Cli.Result result = daemon.command("get", "/runtime.lua");
        assertEquals(1, result.status(), result::toString);
        assertTrue(result.out().startsWith("Status: 500"), result::toString);
        assertTrue(result.out().endsWith("error: the script's status is 1\n"), result::toString);
    }

    @Test
    void aSecondDaemonOnTheSameFolderIsRefused() throws Exception {
        Cli.Result run = daemon.command("run", site.path().toString(), "--http", "off");
        assertOneLine(run, daemon.var() + " is in use");
        Cli.Result start = daemon.command("start", site.path().toString(), "--http", "off");
        assertOneLine(start, daemon.var() + " is in use");
        assertEquals("Hello World", daemon.get("/hello.lua").body());
        assertTrue(daemon.isAlive());
    }

    /** The command failed with one line that contains a text. */
    static void assertOneLine(Cli.Result result, String text) {
        assertNotEquals(0, result.status(), result::toString);
        assertEquals(1, result.all().lines().count(), result::toString);
        assertTrue(result.err().startsWith("luafcgid: "), result::toString);
        assertTrue(result.err().contains(text), result::toString);
    }
}
