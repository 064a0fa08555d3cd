package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.Http;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.Test;

@OnNewestJdk
final class CaddyTest extends BehindWebServer
        implements RequestContract,
                UnknownLengthContract,
                ResponseContract,
                HeadContract,
                StreamContract,
                ChangeContract,
                RedirectContract,
                OversizeContract {
    private static final String AROUND =
            """
            {
            	admin off
            	auto_https off
            	default_bind 127.0.0.1
            }
            %s
            """;

    CaddyTest() {
        super(Way.UNIX, Way.TCP);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return start(folder, filled(daemon, site));
    }

    private static Snippet filled(ListenAddress daemon, Path site) {
        return Snippet.of("Caddyfile")
                .with("unix//run/luafcgid/luafcgid.sock", daemon.toString().replace("unix:", "unix/"))
                .with("/srv/www", site);
    }

    private static WebServer start(Folder folder, Snippet snippet) throws Exception {
        String program = WebServer.program("caddy", "caddy").toString();
        return WebServer.start(
                folder,
                port -> AROUND.formatted(snippet.with(":80 {", ":" + port + " {")),
                // What it keeps between its runs would be in the user's home.
                List.of(
                        "env",
                        "XDG_CONFIG_HOME=DIR",
                        "XDG_DATA_HOME=DIR",
                        program,
                        "run",
                        "--adapter",
                        "caddyfile",
                        "--config",
                        "CONF"));
    }

    private WebServer changed(UnaryOperator<Snippet> change) throws Exception {
        return stage().another(
                        Way.UNIX, (folder, way, daemon, site) -> start(folder, change.apply(filled(daemon, site))));
    }

    /** Go names a status itself, and does not know this one. */
    @Override
    public String statusLine() {
        return "299 status code 299";
    }

    @Test
    void itsDirectiveForPhpServesLuaToo() throws Exception {
        WebServer caddy = changed(snippet -> new Snippet(
                snippet.name(),
                snippet.text()
                        .replaceAll(
                                "(?s)reverse_proxy @lua (\\S+) \\{.*?\\n\t\\}\\n",
                                "php_fastcgi $1 {\n split .lua\n index off\n }\n")));
        assertEquals("Hello World", Http.get(caddy.uri("/hello.lua")).body());
        List<String> lines = Http.get(caddy.uri("/env.lua?a=1")).body().lines().toList();
        for (String line : List.of(
                "SCRIPT_NAME=/env.lua", "SCRIPT_FILENAME=" + stage().site().resolve("env.lua"), "QUERY_STRING=a=1")) {
            assertEquals(1, lines.stream().filter(line::equals).count(), () -> line + " in " + lines);
        }
    }

    @Test
    void xAccelRedirectSendsAFileInPlaceOfTheAnswer() throws Exception {
        WebServer caddy = changed(
                snippet -> snippet.with(
                        "\t\ttransport fastcgi",
                        """
                		@accel header X-Accel-Redirect *
                		handle_response @accel {
                			rewrite * {http.reverse_proxy.header.X-Accel-Redirect}
                			file_server
                		}
                		transport fastcgi"""));
        String body = Http.get(caddy.uri("/answer.lua?X-Accel-Redirect:%20/plain.txt&body=not%20this"))
                .body();
        assertEquals("not a script", body);
    }
}
