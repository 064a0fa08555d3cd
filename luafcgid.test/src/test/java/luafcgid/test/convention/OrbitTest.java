package luafcgid.test.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiReply;
import luafcgid.test.Answer;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application of Orbit as Debian packages it, with the modules of WSAPI that come with the daemon. */
@OnEachJdk
@Timeout(120)
final class OrbitTest {
    private static final Path MODULES = Path.of("/usr/share/lua/5.1");
    private static final String FORM = "application/x-www-form-urlencoded";

    private static Folder site;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        if (!Files.isRegularFile(MODULES.resolve("orbit.lua"))) {
            missing("orbit is missing: apt-get install lua-orbit");
        }
        site = Folder.create();
        site.write("guestbook.lua", application());
        site.write("guestbook.ws", "return require('guestbook')\n");
        site.write("guestbook.fcgi", "require('wsapi.fastcgi').run(require('guestbook').run)\n");
        site.write("style.css", "body { color: #222 }\n");
        daemon = Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.lua.Pool:modulepath=[" + MODULES + "]")
                .with("--set", "luafcgid.lua.Pool:suffixes=[.lua,.ws,.fcgi]")
                .start();
    }

    private static String application() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(OrbitTest.class.getResourceAsStream("orbit/guestbook.lua"), "guestbook.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void missing(String what) {
        if (System.getenv("CI") != null) {
            fail(what);
        }
        Assumptions.abort(what);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Daemon b = daemon) {
            // Closed in reverse order.
        }
    }

    private static FcgiReply reply(String method, String script, String target, String type, String body)
            throws Exception {
        int question = target.indexOf('?');
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("REQUEST_METHOD", method);
        params.put("QUERY_STRING", question < 0 ? "" : target.substring(question + 1));
        params.put("DOCUMENT_ROOT", site.path().toString());
        params.put("SCRIPT_NAME", script);
        params.put("SCRIPT_FILENAME", site.path() + script);
        params.put("PATH_INFO", question < 0 ? target : target.substring(0, question));
        params.put("CONTENT_TYPE", type);
        params.put("CONTENT_LENGTH", bytes.length == 0 ? "" : String.valueOf(bytes.length));
        params.put("HTTP_COOKIE", "name=Ann+B");
        try (FcgiClient client = FcgiClient.connect(daemon.unix())) {
            return client.request(params, bytes, true);
        }
    }

    private static Answer get(String target) throws Exception {
        return Answer.of(reply("GET", "/guestbook.lua", target, "", ""));
    }

    @Test
    void aGuestSigns() throws Exception {
        FcgiReply signed = reply("POST", "/guestbook.lua", "/sign", FORM, "name=Ann+B&words=%3Cb%3EIt%27s+good");
        assertEquals(302, Answer.of(signed).status());
        assertTrue(signed.stdout().contains("\r\nLocation: /guestbook.lua/?signed=yes\r\n"), signed::stdout);
        assertTrue(
                signed.stdout()
                        .contains(
                                "\r\nSet-Cookie: name=Ann+B\r\nSet-Cookie: seen=1; expires=Fri, 02 Jan 1970 00:00:00 GMT; path=/\r\n"),
                signed::stdout);
        assertEquals(
                "<html ><head ><title>Guests</title></head><body ><ul ><li class=\"entry\"><b>Ann B</b>: &lt;b&gt;It's good</li></ul>"
                        + "<a href=\"/style.css\">style</a></body></html>",
                get("/").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/guestbook.lua", "/guestbook.ws", "/guestbook.fcgi"})
    void capturesAndQueriesAreHandedOver(String script) throws Exception {
        Answer answer = Answer.of(reply("GET", script, "/say/Bob?greeting=Good+day,+", "", ""));
        assertEquals(200, answer.status());
        assertEquals("text/html", answer.headers().get("content-type"));
        assertEquals(
                "<html ><head ><title>Guests</title></head><body ><p class=\"hello\">Good day, Bob!</p></body></html>",
                answer.body());
    }

    @Test
    void cookiesAreReadAndDeleted() throws Exception {
        Answer answer = get("/forget");
        assertEquals("Good bye, Ann B", answer.body());
        assertEquals("text/plain", answer.headers().get("content-type"));
        assertEquals(
                "name=; expires=Thu, 01 Jan 1970 00:00:01 GMT; path=/",
                answer.headers().get("set-cookie"));
    }

    @Test
    void aFileIsUploaded() throws Exception {
        String part = "--edge\r\nContent-Disposition: form-data; name=\"";
        String contents = "\0\r\n--edg".repeat(20_000);
        String body = part + "tag\"\r\n\r\na\r\n" + part + "file\"; filename=\"a.bin\"\r\nContent-Type: a/b\r\n\r\n"
                + contents + "\r\n" + part + "tag\"\r\n\r\nb\r\n--edge--\r\n";
        assertEquals(
                "a.bin " + contents.length() + " a/b a,b",
                Answer.of(reply("POST", "/guestbook.lua", "/upload", "multipart/form-data; boundary=edge", body))
                        .body());
    }

    @Test
    void pagesAreCachedInFiles() throws Exception {
        assertEquals("called 1", get("/counted").body());
        assertEquals("called 1", get("/counted").body());
        assertEquals("called 1", Files.readString(site.resolve("pages/counted.html")));
    }

    @Test
    void filesAreServed() throws Exception {
        Answer answer = get("/style.css");
        assertEquals("body { color: #222 }\n", answer.body());
        assertEquals("text/css", answer.headers().get("content-type"));
    }

    @Test
    void partsOfItMayBeWsapiAlone() throws Exception {
        Answer answer = get("/api/42");
        assertEquals(201, answer.status());
        assertEquals("{\"number\":42}", answer.body());
    }

    @Test
    void anotherHandlerMayAnswer() throws Exception {
        assertTrue(get("/twice").body().contains("Hello twice!"));
    }

    @Test
    void whatOrbitAnswersItselfIsSent() throws Exception {
        assertEquals(404, get("/none").status());
        Answer broken = get("/broken");
        assertEquals(500, broken.status());
        assertTrue(broken.body().contains("broken on purpose"), broken::body);
        assertEquals(
                400,
                Answer.of(reply("POST", "/guestbook.lua", "/sign", FORM, "name=+"))
                        .status());
    }

    @Test
    void theModulesOfWsapiAreTheDaemons() throws Exception {
        Answer answer = get("/origin");
        assertEquals("true", answer.body());
        String origin = String.valueOf(answer.headers().get("x-origin"));
        assertTrue(origin.startsWith("luafcgid.ext.wsapi/"), origin);
    }
}
