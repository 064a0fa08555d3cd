package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.RecordType;
import luafcgid.protocol.Role;
import luafcgid.protocol.client.FcgiReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts and operators see, through a daemon's socket. */
@OnEachJdk
@Timeout(120)
final class ConventionTest {
    private static Folder site;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        site = Scripts.site();
        script(
                "gets",
                "local body, why, part = con:gets() con:puts(tostring(body), '|', tostring(why), '|', tostring(part))");
        script("sum", "local n = 0 for chunk in con:chunks() do n = n + #chunk end con:puts(n)");
        script("log", "con:log('told\\nfor the record') con:puts('x')");
        script(
                "login",
                "con:header('Status', env.QUERY_STRING == 'ann' and '200 OK' or '401 Unauthorized')"
                        + " con:header('Variable-USER', env.QUERY_STRING) con:puts('Who are you?', con:gets() or '')");
        script("filter", "for piece in function() return con:data() end do con:puts(piece:upper()) end");
        script("send", "con:sendfile('large.txt')");
        site.write("large.txt", "0123456789".repeat(500_000));
        daemon = Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.daemon.Responder:stderr=all")
                .with("--set", "luafcgid.daemon.Responder:watchdog=5")
                .with("--set", "luafcgid.daemon.Responder:authorizer=" + site.resolve("login.lua"))
                .start();
    }

    private static void script(String name, String body) throws Exception {
        site.write(name + ".lua", "function main(env, con)\n" + body + "\nend\n");
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Daemon b = daemon) {
            // Closed in reverse order.
        }
    }

    private static Map<String, String> params(String target) throws Exception {
        try (Connection connection = daemon.connect()) {
            return new LinkedHashMap<>(connection.params("POST", target, 0));
        }
    }

    private static RawRequest begin(Role role, Map<String, String> params) throws Exception {
        return new RawRequest(daemon.addresses().get(0)).begin(role, params);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aShortBodyIsToldToTheScript() throws Exception {
        Map<String, String> params = params("/gets.lua");
        params.put("CONTENT_LENGTH", "10");
        try (RawRequest request = begin(Role.RESPONDER, params)) {
            request.send(RecordType.STDIN, bytes("abc")).send(RecordType.STDIN, new byte[0]);
            assertEquals(
                    "nil|short body: 3 of 10 bytes came|abc",
                    Answer.of(request.reply()).body());
        }
    }

    @Test
    void aBodyWithoutLengthIsRead() throws Exception {
        try (RawRequest request = begin(Role.RESPONDER, params("/gets.lua"))) {
            request.send(RecordType.STDIN, bytes("abc")).send(RecordType.STDIN, bytes("def"));
            assertEquals(
                    "abcdef|nil|nil",
                    Answer.of(request.send(RecordType.STDIN, new byte[0]).reply())
                            .body());
        }
    }

    @Test
    void aBodyIsReadAsItComes() throws Exception {
        try (Connection connection = daemon.connect()) {
            assertEquals(
                    "7000000",
                    connection.post("/sum.lua", "x".repeat(7_000_000)).body());
        }
    }

    @Test
    void aScriptThatWaitsForABodyIsStoppedWith504() throws Exception {
        Map<String, String> params = params("/gets.lua");
        params.put("CONTENT_LENGTH", "10");
        try (RawRequest request = begin(Role.RESPONDER, params)) {
            Answer answer =
                    Answer.of(request.send(RecordType.STDIN, bytes("abc")).reply());
            assertEquals(504, answer.status());
            assertTrue(answer.stderr().contains("while it waited for the request's body"), answer.stderr());
        }
        assertEquals("nil|nil|nil", daemon.get("/gets.lua").body());
    }

    @Test
    void aScriptThatWaitsForAClientThatReadsNothingIsStopped() throws Exception {
        try (RawRequest request = begin(Role.RESPONDER, params("/big.lua"))) {
            Poll.until(
                    "the log line", () -> daemon.log().contains("while it waited for the client to take the response"));
        }
        assertEquals("Hello World", daemon.get("/hello.lua").body());
    }

    @Test
    void theWebServersErrorLogIsTold() throws Exception {
        assertEquals(
                site.resolve("log.lua") + ": told\\nfor the record\n",
                daemon.get("/log.lua").stderr());
        String error = daemon.get("/runtime.lua").stderr();
        assertTrue(error.contains("runtime.lua:3:") && error.lines().count() == 1, error);
        assertEquals("", daemon.get("/hello.lua").stderr());
    }

    @ParameterizedTest
    @CsvSource({"ann, 200", "bob, 401"})
    void anAuthorizerIsAskedWithoutAnyStream(String user, int status) throws Exception {
        // As Apache does: what SCRIPT_FILENAME names is the protected file, and not even an empty STDIN follows.
        Map<String, String> params = params("/plain.txt?" + user);
        try (RawRequest request = begin(Role.AUTHORIZER, params)) {
            FcgiReply reply = request.reply();
            assertEquals(status, Answer.of(reply).status());
            assertEquals(user, Answer.of(reply).headers().get("variable-user"));
            assertEquals(
                    status != 200,
                    Answer.of(reply).headers().containsKey("content-type"),
                    () -> "the protected file's own type counts: " + reply.stdout());
        }
    }

    @Test
    void aFilterGetsItsData() throws Exception {
        Map<String, String> params = params("/filter.lua");
        params.put("FCGI_DATA_LENGTH", "6");
        params.put("FCGI_DATA_LAST_MOD", "1");
        try (RawRequest request = begin(Role.FILTER, params)) {
            request.send(RecordType.STDIN, new byte[0]).send(RecordType.DATA, bytes("abc"));
            request.send(RecordType.DATA, bytes("def")).send(RecordType.DATA, new byte[0]);
            assertEquals("ABCDEF", Answer.of(request.reply()).body());
        }
    }

    @Test
    void aFileIsSentThroughTheConnection() throws Exception {
        Answer answer = daemon.get("/send.lua");
        assertEquals("5000000", answer.headers().get("content-length"));
        Texts.assertSame("0123456789".repeat(500_000), answer.body());
    }

    @Test
    void whatAnyClientCausesIsLoggedOnce() throws Exception {
        try (Connection connection = daemon.connect()) {
            for (int i = 0; i < 100; i++) {
                assertEquals(403, connection.get("/large.txt").status());
            }
        }
        Poll.until("the log line", () -> daemon.log().contains("large.txt: its suffix"));
        assertEquals(2, daemon.log().split("large\\.txt: its suffix", -1).length, "one line");
    }

    @ParameterizedTest
    @CsvSource({
        "maxheader=1, 256 or more bytes",
        "stderr=everything, 'none, log, errors or all'",
        "sendfile=maybe, auto or stream",
        "accel=[nonsense], /PREFIX/=/FOLDER/",
        "authorizer=login.lua, absolute path"
    })
    void aSettingThatIsNotAllowedIsNamed(String setting, String allowed) throws Exception {
        Cli.Result result = new Cli(jdk)
                .run(
                        "run",
                        site.path().toString(),
                        "--var",
                        site.resolve("v").toString(),
                        "--http",
                        "off",
                        "--set",
                        "luafcgid.daemon.Responder:" + setting);
        assertFalse(result.status() == 0, result::toString);
        assertTrue(result.all().contains(setting.substring(0, setting.indexOf('='))), result::toString);
        assertTrue(result.all().contains(allowed), result::toString);
    }
}
