package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/**
 * libfcgi's client, which makes a CGI program of us. Nothing large is asked of it: it takes a record's header that comes in two
 * pieces for content.
 */
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
    void tenMegabytesThatArePostedArrive(boolean unix) throws Exception {
        site.write(
                "compare.lua",
                "function main(env, con) con:puts(tostring(con:gets() == ('0123456789'):rep(1000000))) end");
        String out = text(run(
                unix,
                Map.of(
                        "REQUEST_METHOD", "POST",
                        "CONTENT_LENGTH", "10000000",
                        "SCRIPT_FILENAME", site.resolve("compare.lua").toString()),
                "0123456789".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII)));
        assertTrue(out.endsWith("\r\n\r\ntrue"), out);
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
