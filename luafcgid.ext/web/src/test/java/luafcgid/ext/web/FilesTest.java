package luafcgid.ext.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class FilesTest {
    @TempDir
    Path folder = Path.of("");

    private Path root = folder;
    private Daemon daemon = new Daemon(folder);

    @BeforeEach
    void serve() throws IOException {
        daemon.close();
        root = Files.createDirectory(folder.resolve("www"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("f.css"), "0123456789");
        Files.setLastModifiedTime(root.resolve("f.css"), FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        Files.writeString(root.resolve("a.lua"), "-- Says <hello> & more");
        Files.createDirectory(root.resolve("sub dir"));
        Files.createDirectory(root.resolve("scripted"));
        Files.writeString(root.resolve("scripted/index.lua"), "");
        Files.writeString(root.resolve("x<y&\"'.txt"), "");
        daemon = new Daemon(root).serve();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private RawClient.Answer get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    private RawClient.Answer send(String method, String path, String... headers) throws IOException {
        try (RawClient client = new RawClient(daemon.port())) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + String.join("", headers) + "\r\n");
            return client.read(!method.equals("HEAD"));
        }
    }

    @Test
    void aFileIsSentWithWhatIsKnownOfIt() throws Exception {
        RawClient.Answer answer = get("/f.css");
        assertEquals("0123456789", answer.body());
        assertEquals("text/css; charset=utf-8", answer.header("Content-Type"));
        assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", answer.header("Last-Modified"));
        assertEquals("bytes", answer.header("Accept-Ranges"));
        RawClient.Answer head = send("HEAD", "/f.css");
        assertEquals("10", head.header("Content-Length"));
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = get("/f.css").header("ETag");
        assertEquals(304, get("/f.css", "If-None-Match: " + etag + "\r\n").status());
        assertEquals(200, get("/f.css", "If-None-Match: \"other\"\r\n").status());
        assertEquals(
                304,
                get("/f.css", "If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT\r\n")
                        .status());
        assertEquals(
                200,
                get("/f.css", "If-Modified-Since: Fri, 02 Jan 2026 03:04:04 GMT\r\n")
                        .status());
        assertEquals(200, get("/f.css", "If-Modified-Since: yesterday\r\n").status());
    }

    @Test
    void aRangeIsSentAlone() throws Exception {
        RawClient.Answer part = get("/f.css", "Range: bytes=2-4\r\n");
        assertEquals(206, part.status());
        assertEquals("234", part.body());
        assertEquals("bytes 2-4/10", part.header("Content-Range"));
        RawClient.Answer beyond = get("/f.css", "Range: bytes=10-\r\n");
        assertEquals(416, beyond.status());
        assertEquals("bytes */10", beyond.header("Content-Range"));
        assertEquals(
                200,
                get("/f.css", "Range: bytes=2-4\r\nIf-Range: \"other\"\r\n").status());
    }

    @ParameterizedTest
    @CsvSource({
        "/../secret.txt,403",
        "/%2e%2e/secret.txt,403",
        "/%2e%2e%2fsecret.txt,403",
        "/a.lua/%2e%2e/%2e%2e/secret.txt,403",
        "/..%5csecret.txt,404",
        "//secret.txt,404",
        "/.git/config,404",
        "/none.lua,404"
    })
    void nothingOutsideIsServed(String path, int status) throws Exception {
        RawClient.Answer answer = get(path);
        assertEquals(status, answer.status());
        assertFalse(answer.body().contains("secret"));
    }

    @Test
    void aFileIsOnlyRead() throws Exception {
        for (String path : new String[] {"/f.css", "/"}) {
            RawClient.Answer answer = send("DELETE", path);
            assertEquals(405, answer.status());
            assertEquals("GET, HEAD", answer.header("Allow"));
        }
    }

    @Test
    void aFolderWithoutItsSlashRedirectsWithinTheServer() throws Exception {
        assertEquals("/sub%20dir/?q", get("/sub%20dir?q").header("Location"));
        assertEquals("/scripted/", get("//scripted").header("Location"));
        assertEquals(301, get("/scripted").status());
    }

    @Test
    void anIndexScriptAnswersForItsFolder() throws Exception {
        assertEquals("hello /scripted/index.lua", get("/scripted/").body());
    }

    @Test
    void theIndexPageListsAndEscapes() throws Exception {
        String page = get("/").body();
        assertTrue(page.contains("href=\"./a.lua\"><b>a.lua</b><span>Says &lt;hello&gt; &amp; more</span>"), page);
        assertTrue(page.contains("href=\"./sub%20dir/\">sub dir/</a>"), page);
        assertTrue(page.contains("href=\"./x%3Cy&amp;%22&#39;.txt\">x&lt;y&amp;&quot;&#39;.txt</a>"), page);
        assertFalse(page.contains("secret"), page);
        assertTrue(get("/sub%20dir/").body().contains("Nothing here yet"));
    }
}
