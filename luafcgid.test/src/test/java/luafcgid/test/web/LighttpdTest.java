package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.Http;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.Test;

@OnNewestJdk
final class LighttpdTest extends BehindWebServer
        implements RequestContract,
                UnknownLengthContract,
                ResponseContract,
                HeadContract,
                RedirectContract,
                StreamContract,
                ChangeContract,
                OversizeContract {
    private static final String AROUND =
            """
            server.bind = "127.0.0.1"
            server.errorlog = "%s/error.log"
            server.upload-dirs = ("%s")
            """;

    LighttpdTest() {
        super(Way.UNIX, Way.TCP);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return start(folder, filled(daemon, site));
    }

    private static Snippet filled(ListenAddress daemon, Path site) {
        String place = "\"socket\" => \"" + daemon.toString().replace("unix:", "") + "\"";
        if (daemon instanceof ListenAddress.Tcp tcp) {
            place = "\"host\" => \"" + tcp.host() + "\", \"port\" => " + tcp.port();
        }
        return Snippet.of("lighttpd.conf")
                .with("\"socket\" => \"/run/luafcgid/luafcgid.sock\"", place)
                .with("/srv/www", site);
    }

    private static WebServer start(Folder folder, Snippet snippet) throws Exception {
        String program = WebServer.program("lighttpd", "lighttpd").toString();
        return WebServer.start(
                folder,
                port -> AROUND.formatted(folder.path(), folder.path())
                        + snippet.with("server.port = 80", "server.port = " + port),
                List.of(program, "-D", "-f", "CONF"));
    }

    /** It names a status itself, and does not know this one. */
    @Override
    public String statusLine() {
        return "299";
    }

    @Test
    void xSendfileSendsAFileInPlaceOfTheAnswer() throws Exception {
        Path file = stage().site().resolve("plain.txt");
        WebServer lighttpd = stage().another(
                        Way.UNIX,
                        (folder, way, daemon, site) -> start(
                                folder,
                                filled(daemon, site)
                                        .with(
                                                "\"check-local\" => \"enable\"",
                                                "\"check-local\" => \"enable\", \"x-sendfile\" => \"enable\", \"x-sendfile-docroot\" => (\""
                                                        + site + "\")")));
        for (String header : List.of("X-Sendfile", "X-LIGHTTPD-send-file")) {
            String body = Http.get(lighttpd.uri("/answer.lua?" + header + ":%20" + file + "&body=not%20this"))
                    .body();
            assertEquals("not a script", body);
        }
    }
}
