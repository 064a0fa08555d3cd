package luafcgid.test.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import luafcgid.protocol.client.FcgiClient;
import luafcgid.protocol.client.FcgiReply;
import luafcgid.test.Daemon;
import luafcgid.test.Folder;
import luafcgid.test.Jdk;
import luafcgid.test.OnEachJdk;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts as the predecessors' users have them, through a daemon's socket. */
@OnEachJdk
final class ConventionCasesTest {
    private static final List<String> CONVENTIONS =
            List.of("luafcgid", "luafcgid2", "cgi", "auto", "magnet", "modlua", "wsapi");

    private static final String MODLUA = "luafcgid.ext.modlua.jar";

    private static final Pattern PAGE =
            Pattern.compile("<!DOCTYPE html>\n.*<h1>(.*)</h1><p>(.*)</p></body></html>\n", Pattern.DOTALL);

    private static final Pattern ERROR = Pattern.compile(
            "<!DOCTYPE html>\n.*<h1>(.*)</h1><pre class=\"message\">(.*?)</pre>.*</html>\n", Pattern.DOTALL);
    /** How long an answer took can be of any length; that it is a number is looked at all the same. */
    private static final Pattern ELAPSED = Pattern.compile("(?m)^X-ElapsedTime: \\d+(?=\r\n)");

    private static final List<String> LUAFCGID2_FILES = List.of("config", "startup");

    private static Folder site;
    private static Folder distribution;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    static Stream<Case> cases() throws IOException {
        Stream<Case> all = Stream.empty();
        for (String convention : CONVENTIONS) {
            all = Stream.concat(all, Case.read(convention).stream());
        }
        return all;
    }

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        site = Folder.create();
        distribution = Folder.create();
        distribution.copy(Path.of(System.getProperty("luafcgid.distribution")), "d");
        Files.copy(distribution.resolve("d/available/" + MODLUA), distribution.resolve("d/ext/" + MODLUA));
        for (Case each : (Iterable<Case>) cases()::iterator) {
            for (Map.Entry<String, String> file : each.files().entrySet()) {
                site.write(name(each, file.getKey()), file.getValue());
            }
        }
        for (String file : LUAFCGID2_FILES) {
            site.write(luafcgid2File(file), Case.resource("luafcgid2-" + file + ".lua"));
        }
        String rules = String.join(
                ",", CONVENTIONS.stream().map(ConventionCasesTest::rule).toList());
        daemon = Daemon.of(jdk, site.path())
                .from(distribution.resolve("d"))
                .with("--set", "luafcgid.daemon.Responder:conventions=[" + rules + "]")
                .with("--set", "luafcgid.daemon.Responder:maxpost=1000")
                // A change counts for the next request.
                .with("--set", "luafcgid.lua.Pool:check=0")
                .with("--set", "luafcgid.daemon.Luafcgid2:config=" + site.resolve(luafcgid2File("config")))
                .with("--set", "luafcgid.daemon.Luafcgid2:startup=" + site.resolve(luafcgid2File("startup")))
                // Each request gets the state of the one before.
                .unswept()
                .start();
    }

    private static String rule(String convention) {
        return site.resolve(convention) + "/=" + convention;
    }

    private static String luafcgid2File(String name) {
        return "luafcgid2-" + name + ".lua";
    }

    private static String name(Case of, String file) {
        return of.convention() + "/" + of.folder() + "/" + (file.isEmpty() ? "script.lua" : file);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Folder b = distribution;
                Daemon c = daemon) {
            // Closed in reverse order.
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersByteForByte(Case each) throws Exception {
        Captured captured = new Captured();
        try (FcgiClient client = FcgiClient.connect(daemon.unix())) {
            for (Case.Exchange exchange : each.exchanges()) {
                for (Map.Entry<String, String> file : exchange.changes().entrySet()) {
                    site.write(name(each, file.getKey()), file.getValue());
                }
                byte[] body = exchange.body().getBytes(StandardCharsets.UTF_8);
                FcgiReply reply = client.request(params(each, exchange, captured, body.length), body, true);
                String text = new String(reply.stdout().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                assertEquals(visible(captured.fill(exchange.answer(), text)), visible(text));
                if (exchange.cut()) {
                    assertEquals(1, reply.appStatus(), "what the web server is told of an answer that is cut short");
                }
            }
        }
    }

    /** Carriage returns as they are seen; pages of the daemon's own by what they say; elapsed times without their value. */
    private static String visible(String answer) {
        String timeless = ELAPSED.matcher(answer).replaceAll("X-ElapsedTime: N");
        String page = ERROR.matcher(PAGE.matcher(timeless).replaceFirst("PAGE $1: $2"))
                .replaceFirst("PAGE $1: $2");
        return page.replace("\r", "\\r");
    }

    private static Map<String, String> params(Case of, Case.Exchange exchange, Captured captured, int length) {
        String script = "/" + name(of, "");
        int question = exchange.target().indexOf('?');
        String path = question < 0 ? exchange.target() : exchange.target().substring(0, question);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("REQUEST_METHOD", exchange.method());
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("SERVER_NAME", "localhost");
        params.put("SERVER_PORT", "80");
        params.put("REMOTE_ADDR", "127.0.0.1");
        params.put("REQUEST_URI", script + exchange.target());
        params.put("DOCUMENT_URI", script);
        params.put("QUERY_STRING", question < 0 ? "" : exchange.target().substring(question + 1));
        params.put("DOCUMENT_ROOT", site.path().toString());
        params.put("SCRIPT_NAME", script);
        params.put("SCRIPT_FILENAME", site.path() + script);
        params.put("PATH_INFO", path);
        params.put("CONTENT_LENGTH", length == 0 ? "" : String.valueOf(length));
        String folder = site.resolve(name(of, "")).getParent().toString();
        exchange.variables()
                .forEach((name, value) -> params.put(name, captured.fill(value).replace("${folder}", folder)));
        return params;
    }
}
