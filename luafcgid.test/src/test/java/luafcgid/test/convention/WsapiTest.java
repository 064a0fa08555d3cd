package luafcgid.test.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.test.Answer;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What authors of applications of WSAPI see besides their answers. */
@OnEachJdk
@Timeout(120)
final class WsapiTest {
    private static Folder site;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        site = Folder.create();
        site.write("none.lua", "local app = {}\n");
        script("nothing", "");
        script("status", "return 'fine'");
        script("headers", "return 200, 'X-A: 1'");
        script("list", "return 200, { 'X-A: 1' }");
        script("value", "return 200, { ['X-A'] = { {} } }");
        script("forged", "return 200, { ['X-A'] = '1\\r\\nX-B: 2' }");
        script("body", "return 200, {}, 'text'");
        script("piece", "return 200, {}, function() return {} end");
        script("raised", "return 200, {}, coroutine.wrap(function() coroutine.yield('a') local x = nil + 1 end)");
        script("count", "env.input:read('ten')");
        script("told", "env.error:write('one\\ntwo', '\\n') return 200, {}, ('x'):gmatch('.')");
        script(
                "sum",
                "local n, pieces = 0, 0 for piece in function() return env.input:read(100000) end do"
                        + " assert(#piece == 100000 or n + #piece == 1234567) n, pieces = n + #piece, pieces + 1 end"
                        + " return 200, {}, (n .. ' in ' .. pieces):gmatch('.+')");
        script(
                "kept",
                "local before = kept kept = env.input"
                        + " return 200, {}, (before and select(2, pcall(before.read, before, 1)) or 'first'):gmatch('.+')");
        daemon = Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.daemon.Responder:convention=wsapi")
                .with("--set", "luafcgid.daemon.Responder:showerrors=true")
                .with("--set", "luafcgid.daemon.Responder:stderr=log")
                .unswept()
                .start();
    }

    private static void script(String name, String body) throws Exception {
        site.write(name + ".lua", "return { run = function(env)\n" + body + "\nend }\n");
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Daemon b = daemon) {
            // Closed in reverse order.
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "none, none.lua: no WSAPI application: return run(env) or a table that has it",
                "nothing, nothing.lua: run(env) returned nil as the status",
                "status, run(env) returned &#39;fine&#39; as the status; it is a number such as 200",
                "headers, returned &#39;X-A: 1&#39; as the headers; it is a table",
                "list, returned &#39;1&#39; as the headers&#39; key; it is a name",
                "value, returned table as the header X-A; it is a string",
                "forged, header &#39;X-A&#39;: the value &#39;1\\r\\nX-B: 2&#39; holds a line break",
                "body, returned &#39;text&#39; as the body; it is an iterator",
                "piece, returned table as the piece of the body; it is a string",
                "raised, raised.lua:2: attempt to perform arithmetic on a nil value",
                "count, read(n): n is a number of bytes"
            })
    void mistakesAreExplained(String script, String message) throws Exception {
        Answer answer = daemon.get("/" + script + ".lua");
        assertEquals(500, answer.status());
        assertTrue(answer.body().contains(message), answer::body);
    }

    @Test
    void errorsOfAnApplicationGoToTheLogs() throws Exception {
        String script = site.resolve("told.lua").toString();
        assertEquals(
                script + ": one\n" + script + ": two\n", daemon.get("/told.lua").stderr());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aBodyIsReadInPiecesOfTheSizeThatIsAskedFor(boolean announced) throws Exception {
        byte[] body = "x".repeat(1_234_567).getBytes(StandardCharsets.US_ASCII);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("REQUEST_METHOD", "POST");
        params.put("SCRIPT_FILENAME", site.resolve("sum.lua").toString());
        if (announced) {
            params.put("CONTENT_LENGTH", String.valueOf(body.length));
        }
        try (FcgiClient client = FcgiClient.connect(daemon.unix())) {
            assertEquals(
                    "1234567 in 13",
                    Answer.of(client.request(params, body, true)).body());
        }
    }

    @Test
    void whatBelongsToARequestIsNotKept() throws Exception {
        assertEquals("first", daemon.get("/kept.lua").body());
        String second = daemon.get("/kept.lua").body();
        assertTrue(second.contains("this request has ended"), second);
    }
}
