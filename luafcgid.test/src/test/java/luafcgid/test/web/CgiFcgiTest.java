package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** libfcgi's client, which makes a CGI program of us. */
@OnNewestJdk
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CgiFcgiTest {
    @Parameter
    Jdk jdk;

    private Folder site;
    private Folder files;
    private Daemon daemon;

    @BeforeParameterizedClassInvocation
    void open() throws Exception {
        WebServer.program("cgi-fcgi", "libfcgi-bin");
        site = Site.create();
        files = Folder.create();
        daemon = Daemon.of(jdk, site.path())
                .with("--listen", files.resolve("s").toString(), "--listen", "127.0.0.1:0")
                .with("--set", "luafcgid.daemon.Responder:maxpost=" + BehindWebServer.MAXPOST)
                .start();
    }

    @AfterParameterizedClassInvocation
    void close() throws Exception {
        try (Folder a = site;
                Folder b = files;
                Daemon c = daemon) {
            // Closed in reverse order.
        }
    }

    /** What the program writes when it gets those variables and that input. */
    private byte[] run(boolean unix, Map<String, String> variables, byte[] input) throws Exception {
        ListenAddress address = unix ? daemon.unix() : daemon.tcp();
        Path in = Files.write(files.resolve("in"), input);
        Path out = files.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                        WebServer.program("cgi-fcgi", "libfcgi-bin").toString(),
                        "-bind",
                        "-connect",
                        address.toString().replace("unix:", ""))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(files.resolve("err").toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "cgi-fcgi does not end");
        return Files.readAllBytes(out);
    }

    private Map<String, String> get(String script, String query) {
        return Map.of(
                "REQUEST_METHOD",
                "GET",
                "SCRIPT_FILENAME",
                site.resolve(script).toString(),
                "DOCUMENT_ROOT",
                site.path().toString(),
                "QUERY_STRING",
                query);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void helloArrives(boolean unix) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    "Status: 200 OK\r\nX-Powered-By: Lua\r\nContent-Type: text/html\r\n\r\nHello World",
                    text(run(unix, get("hello.lua", ""), new byte[0])));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void variablesArrive(boolean unix) throws Exception {
        // A value of more than 127 bytes has a length of four.
        List<String> lines = text(run(unix, get("env.lua", "x".repeat(1000)), new byte[0]))
                .lines()
                .toList();
        assertTrue(lines.contains("QUERY_STRING=" + "x".repeat(1000)), lines::toString);
        assertTrue(lines.contains("SCRIPT_FILENAME=" + site.resolve("env.lua")), lines::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenMegabytesThatArePostedComeBack(boolean unix) throws Exception {
        byte[] body = new byte[RequestContract.POSTED];
        new Random(1).nextBytes(body);
        byte[] out = run(
                unix,
                Map.of(
                        "REQUEST_METHOD", "POST",
                        "CONTENT_LENGTH", String.valueOf(body.length),
                        "SCRIPT_FILENAME", site.resolve("echo.lua").toString()),
                body);
        String start = new String(out, 0, 200, StandardCharsets.ISO_8859_1);
        int head = start.indexOf("\r\n\r\n") + 4;
        assertEquals(-1, Arrays.mismatch(body, Arrays.copyOfRange(out, head, out.length)), start);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeResponseArrivesWhole(boolean unix) throws Exception {
        byte[] out = run(unix, get("blocks.lua", "3000"), new byte[0]);
        String start = new String(out, 0, 200, StandardCharsets.ISO_8859_1);
        int head = start.indexOf("\r\n\r\n") + 4;
        assertEquals(3000 * Blocks.SIZE, out.length - head);
        Blocks.read(new ByteArrayInputStream(out, head, out.length - head), 0, 3000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void errorsArrive(boolean unix) throws Exception {
        for (Map.Entry<String, String> each : Map.of(
                        "missing.lua", "Status: 404 Not Found",
                        "outside.lua", "Status: 403 Forbidden",
                        "syntax.lua", "Status: 500 Internal Server Error",
                        "runtime.lua", "Status: 500 Internal Server Error")
                .entrySet()) {
            String out = text(run(unix, get(each.getKey(), ""), new byte[0]));
            assertTrue(out.startsWith(each.getValue() + "\r\n"), out);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
