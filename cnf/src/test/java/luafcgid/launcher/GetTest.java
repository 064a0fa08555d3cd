package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class GetTest {
    private static Get get(Path var, String... words) throws Failure {
        InputStream input = new ByteArrayInputStream(new byte[] {'x'});
        String[] all = new String[words.length + 1];
        all[0] = "get";
        System.arraycopy(words, 0, all, 1, words.length);
        return new Get(Arguments.parse(List.of(all)), new AdminClient(new VarFolder(var)), input);
    }

    private static String command(String... words) throws Failure {
        return get(Path.of("/nowhere"), words).command(Optional.empty());
    }

    @Test
    void whatTheShellWouldReadIsQuoted() throws Failure {
        assertEquals("luafcgid:get '/a%20b.lua?x=$y&z=%27;%5C'", command("/a b.lua?x=$y&z=';\\"));
        assertEquals("luafcgid:get '/gr%C3%BC%C3%9Fe'", command("/grüße"));
        assertEquals(
                "luafcgid:get --role 'filter' --param 'A=it'\\''s \"$x\"' --param 'B=' '/a'",
                command("-p", "A=it's \"$x\"", "/a", "--param", "B=", "--role", "filter"));
    }

    @Test
    void filesAreNamedByTheirWholePath(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("it's"), "x");
        assertEquals(
                "luafcgid:get --body '@/body' --data '" + file.toString().replace("'", "'\\''") + "' '/a'",
                get(directory, "--data", file.toString(), "/a").command(Optional.of(Path.of("/body"))));
    }

    @Test
    void whatCannotBeSentIsRefused() {
        assertTrue(
                assertThrows(Failure.class, () -> command("hello.lua")).line().contains("begins with a slash"));
        Failure param = assertThrows(Failure.class, () -> command("/a", "-p", "A"));
        assertEquals("luafcgid: --param 'A': not NAME=VALUE without control characters", param.line());
        assertThrows(Failure.class, () -> command("/a", "-p", "A=\nluafcgid:flush"));
        Failure data = assertThrows(Failure.class, () -> command("/a", "--data", "/nowhere/at/all"));
        assertEquals(Exit.NO_INPUT, data.status());
        assertEquals("luafcgid: --data /nowhere/at/all: no file that can be read", data.line());
    }

    @Test
    void aBodyForADaemonThatDoesNotRunIsNotLeftBehind(@TempDir Path directory) throws IOException, Failure {
        for (String body : List.of("text", "@-")) {
            Get get = get(directory, "-d", body, "/a");
            Failure failure = assertThrows(Failure.class, () -> get.execute(OutputStream.nullOutputStream()));
            assertEquals(Exit.UNAVAILABLE, failure.status());
        }
        try (var files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
        Get nowhere = get(directory.resolve("none"), "-d", "text", "/a");
        assertTrue(assertThrows(Failure.class, () -> nowhere.execute(OutputStream.nullOutputStream()))
                .line()
                .contains("no daemon runs on"));
    }
}
