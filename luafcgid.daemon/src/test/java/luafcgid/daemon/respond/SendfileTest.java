package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import luafcgid.daemon.AccelLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SendfileTest {
    private Site site;
    private Path file;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
        file = site.write("files/a b+ä.txt", "content of the file");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private TestRequest request(String server, String body) throws IOException {
        return site.request(site.script("send.lua", body)).with("SERVER_SOFTWARE", server);
    }

    private TestResponse send(String server) throws IOException {
        return site.answer(request(server, "con:sendfile('files/a b+ä.txt')"));
    }

    @Test
    void nginxIsGivenTheUriOfItsLocation() throws IOException {
        site.accel = List.of(
                AccelLocation.parse("/other/=/srv/other/"),
                AccelLocation.parse("/protected/=" + site.root.resolve("files") + "/"));
        assertEquals(
                "Status: 200 OK\r\nX-Powered-By: Lua\r\nX-Accel-Redirect: /protected/a%20b%2B%C3%A4.txt\r\n\r\n",
                send("nginx/1.22.1").text());
    }

    @Test
    void aFileThatNoLocationOfNginxServesIsNamedWithTheRemedy() throws IOException {
        site.accel = List.of(AccelLocation.parse("/other/=/srv/other/"));
        TestResponse response = send("nginx/1.22.1");
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(response.body().contains("no location of nginx serves"), response.body());
        assertTrue(response.body().contains("/protected/=" + site.root.resolve("files") + "/"), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lighttpd/1.4.69", "Apache/2.4.57 (Debian)"})
    void lighttpdAndApacheAreGivenThePath(String server) throws IOException {
        TestResponse response = send(server);
        String encoded = site.root.resolve("files") + "/a%20b%2B%C3%A4.txt";
        assertEquals(encoded, response.header("X-Sendfile"));
        assertEquals("", response.header("Content-Type"), "the web server knows the type");
        assertEquals("", response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nginx/1.22.1", "Caddy/v2.6.2", "HAProxy 2.6", "luafcgid/3.0.0"})
    void othersAreSentTheFileItself(String server) throws IOException {
        TestResponse response = send(server);
        assertEquals("content of the file", response.body());
        assertEquals("19", response.header("Content-Length"));
        assertEquals("text/plain", response.header("Content-Type"));
    }

    @Test
    void theSettingKeepsTheFileHere() throws IOException {
        site.offload = false;
        assertEquals("content of the file", send("lighttpd/1.4.69").body());
    }

    @Test
    void whatTheScriptSetIsKept() throws IOException {
        TestResponse response = site.answer(request(
                "lighttpd/1.4.69",
                "con:header('Content-Type', 'text/x') con:header('X-A', '1') con:sendfile('files/a b+ä.txt')"));
        assertEquals("text/x", response.header("Content-Type"));
        assertEquals("1", response.header("X-A"));
    }

    @Test
    void headGetsTheLengthAndNoBody() throws IOException {
        TestResponse response =
                site.answer(request("", "con:sendfile('files/a b+ä.txt')").with("REQUEST_METHOD", "HEAD"));
        assertEquals("19", response.header("Content-Length"));
        assertEquals("", response.body());
    }

    @Test
    void aLargeFileArrivesWhole() throws IOException {
        String content = "0123456789".repeat(300_000);
        site.write("files/large.bin", content);
        TestResponse response = site.answer(request("", "con:sendfile('files/large.bin')"));
        assertEquals(content, response.body());
        assertEquals("application/octet-stream", response.header("Content-Type"));
    }

    @Test
    void anEmptyFileIsAnAnswerToo() throws IOException {
        site.write("files/empty", "");
        TestResponse response = site.answer(request("", "con:sendfile('files/empty')"));
        assertEquals("0", response.header("Content-Length"));
        assertEquals("", response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "files/missing.txt, there is no such file",
        "files, is not a regular file",
        "files/../missing.txt, there is no such file",
    })
    void aFileThatCannotBeSentIsNamedAndTheScriptMayGoOn(String name, String why) throws IOException {
        TestResponse response = site.answer(
                request("lighttpd/1.4.69", "local ok, e = pcall(con.sendfile, con, '" + name + "') con:puts(e)"));
        assertEquals("200 OK", response.status());
        assertTrue(response.body().contains("con:sendfile: " + name + ": " + why), response.body());
        assertEquals("", response.header("X-Sendfile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.txt", "link.txt", "files/../../secret.txt"})
    void aFileOutsideOfTheFilePolicyIsRefused(String name, @TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "secret");
        try (Site closed = new Site(elsewhere.resolve("www"), true)) {
            Files.createSymbolicLink(closed.root.resolve("link.txt"), secret);
            Files.createDirectories(closed.root.resolve("files"));
            Path script = closed.script("send.lua", "con:sendfile('" + name + "')");
            for (String server : List.of("nginx/1.22.1", "lighttpd/1.4.69", "")) {
                TestResponse response = closed.answer(closed.request(script).with("SERVER_SOFTWARE", server));
                assertEquals("500 Internal Server Error", response.status());
                assertTrue(response.body().contains("not allowed by the file policy"), response.body());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "con:puts('x') con:sendfile('files/a b+ä.txt'), a body was begun already",
        "con:sendfile('files/a b+ä.txt') con:puts('x'), nothing can follow it",
        "con:sendfile('files/a b+ä.txt') con:header('X-A'), nothing can follow it"
    })
    void aFileIsTheWholeAnswer(String body, String why) throws IOException {
        try (LogCapture log = new LogCapture()) {
            TestRequest request = request("", body);
            TestResponse response = new TestResponse();
            if (body.startsWith("con:puts")) {
                site.answer(request, response);
            } else {
                assertThrows(IOException.class, () -> site.answer(request, response));
                assertEquals("content of the file", response.body());
            }
            assertEquals(1, log.with(why).size());
        }
    }

    @Test
    void whatWasNotSentMayBeTakenBackFirst() throws IOException {
        TestResponse response = site.answer(request("", "con:puts('x') con:reset() con:sendfile('files/a b+ä.txt')"));
        assertEquals("content of the file", response.body());
    }

    @Test
    void theWatchdogReachesAFileThatNobodyReads() throws IOException {
        site.watchdog = Duration.ofSeconds(2);
        site.write("files/large.bin", "x".repeat(100_000));
        TestRequest request = request("", "con:sendfile('files/large.bin')");
        TestResponse response = new TestResponse().takes(50_000, request);
        try (LogCapture log = new LogCapture()) {
            assertThrows(IOException.class, () -> site.answer(request, response));
            assertEquals(
                    1,
                    log.with("while it waited for the client to take the response")
                            .size());
        }
    }

    @Test
    void offloadHeadersOfAScriptsOwnPassUntouched() throws IOException {
        TestResponse response = site.run(
                """
                con:header('X-Accel-Redirect', '/protected/a b?x')
                con:header('X-Sendfile', '/srv/a b')
                con:header('X-LIGHTTPD-send-file', '/srv/ä')
                """);
        assertEquals("/protected/a b?x", response.header("X-Accel-Redirect"));
        assertEquals("/srv/a b", response.header("X-Sendfile"));
        assertEquals("/srv/\u00c3\u00a4", response.header("X-LIGHTTPD-send-file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a/", "/a=/srv/", "a/=/srv/", "/a/=srv/", "=/srv/"})
    void aLocationThatIsNoneIsRefusedByName(String text) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> AccelLocation.parse(text))
                .getMessage());
        assertTrue(message.contains("accel=" + text + " is not /PREFIX/=/FOLDER/"), message);
        assertTrue(Files.exists(file));
    }
}
