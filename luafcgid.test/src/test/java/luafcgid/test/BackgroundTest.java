package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEachJdk
final class BackgroundTest {
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
    void end() throws Exception {
        try (Folder a = site;
                Folder b = folder) {
            FailureLog.add("daemon on " + var, () -> Cli.text(var.resolve("log/luafcgid.log")), () -> false);
            Path pid = var.resolve("luafcgid.pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroy);
                Poll.until("the end of a daemon that a failed test left", () -> !Files.exists(pid));
            }
        }
    }

    private Cli.Result command(String... words) throws Exception {
        return new Cli(jdk).run(words);
    }

    private long pid() {
        return Long.parseLong(Cli.text(var.resolve("luafcgid.pid")).strip());
    }

    @Test
    void itStartsRestartsAndStops() throws Exception {
        Cli.Result start = command(
                "start",
                site.path().toString(),
                "--var",
                var.toString(),
                "--http",
                "off",
                "--set",
                "luafcgid.daemon.Responder:contenttype=text/x-test");
        assertEquals(0, start.status(), start::toString);
        assertTrue(start.out().startsWith("luafcgid ready: fastcgi unix:" + var), start::toString);
        assertEquals(1, start.all().lines().count(), start::toString);
        long first = pid();
        String hello = command("get", "/hello.lua", "--var", var.toString()).out();
        assertTrue(hello.contains("Hello World") && hello.contains("text/x-test"), hello);

        Cli.Result restart = command("restart", "--var", var.toString());
        assertEquals(0, restart.status(), restart::toString);
        assertTrue(restart.out().startsWith("luafcgid ready: "), restart::toString);
        assertNotEquals(first, pid());
        assertTrue(ProcessHandle.of(first).isEmpty(), "the first daemon is still there");
        hello = command("get", "/hello.lua", "--var", var.toString()).out();
        assertTrue(hello.contains("Hello World") && hello.contains("text/x-test"), hello);

        Path archive = var.resolve("cache/java-" + jdk.version().feature() + ".jsa");
        String mapped = Files.readString(Path.of("/proc/" + pid() + "/maps"));
        assertTrue(mapped.contains(archive.toString()), "the second daemon does not use what the first one left");

        long second = pid();
        Cli.Result stop = command("stop", "--var", var.toString());
        assertEquals(0, stop.status(), stop::toString);
        assertTrue(ProcessHandle.of(second).isEmpty(), "the second daemon is still there");
        assertEquals(List.of("arguments", "cache", "log"), new Folder(var).names());
        assertTrue(
                Files.readString(var.resolve("log/luafcgid.log")).contains("luafcgid ready: "),
                "the log is in the var folder");

        Cli.Result status = command("status", "--var", var.toString());
        assertEquals(3, status.status(), status::toString);
        CommandTest.assertOneLine(status, "no daemon runs on " + var);
        Cli.Result again = command("stop", "--var", var.toString());
        assertEquals(0, again.status(), again::toString);
        assertTrue(again.out().contains("nothing runs"), again::toString);
    }
}
