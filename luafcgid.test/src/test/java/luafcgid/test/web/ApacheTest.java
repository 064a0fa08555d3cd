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
final class ApacheTest extends BehindWebServer
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
            ServerRoot <dir>
            ServerName localhost
            PidFile <dir>/apache.pid
            DefaultRuntimeDir <dir>
            Mutex file:<dir>
            ErrorLog <dir>/error.log
            LogLevel info
            Listen 127.0.0.1:%1$d
            LoadModule mpm_event_module <modules>/mod_mpm_event.so
            LoadModule authz_core_module <modules>/mod_authz_core.so
            LoadModule proxy_module <modules>/mod_proxy.so
            LoadModule proxy_fcgi_module <modules>/mod_proxy_fcgi.so
            StartServers 1
            ServerLimit 1
            ThreadsPerChild 32
            MaxRequestWorkers 32
            <Directory />
                Require all denied
            </Directory>
            %2$s
            """;

    ApacheTest() {
        super(Way.UNIX, Way.UNIX_KEPT, Way.TCP, Way.TCP_KEPT);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return start(folder, filled(way, daemon, site));
    }

    private static Snippet filled(Way way, ListenAddress daemon, Path site) {
        String url = daemon instanceof ListenAddress.Tcp ? "fcgi://" + daemon : daemon + "|fcgi://luafcgid";
        Snippet snippet = Snippet.of("apache.conf")
                .with("unix:/run/luafcgid/luafcgid.sock|fcgi://luafcgid", url)
                .with("/srv/www", site);
        return way.kept() ? snippet : snippet.with("enablereuse=on ", "");
    }

    private static WebServer start(Folder folder, Snippet snippet) throws Exception {
        String program = WebServer.program("apache2", "apache2").toString();
        return WebServer.start(
                folder,
                port -> AROUND.formatted(port, snippet.with("*:80", "127.0.0.1:" + port))
                        .replace("<modules>", "/usr/lib/apache2/modules")
                        .replace("<dir>", folder.path().toString()),
                List.of(program, "-D", "FOREGROUND", "-f", "CONF"));
    }

    @Override
    public int headerBytes() {
        return 8000;
    }

    /** Unless it is told that we are not PHP, it puts the proxy's address before the script's name. */
    @Test
    void scriptsAreFoundUnderThePrefixedName() throws Exception {
        WebServer apache = stage().another(
                        Way.TCP_KEPT,
                        (folder, way, daemon, site) ->
                                start(folder, filled(way, daemon, site).with("ProxyFCGIBackendType GENERIC", "")));
        assertEquals("Hello World", Http.get(apache.uri("/hello.lua")).body());
        assertEquals(404, Http.get(apache.uri("/missing.lua")).statusCode());
    }

    @Test
    void xSendfileSendsAFileInPlaceOfTheAnswer() throws Exception {
        Path file = stage().site().resolve("plain.txt");
        WebServer apache = stage().another(
                        Way.UNIX_KEPT,
                        (folder, way, daemon, site) -> start(
                                folder,
                                filled(way, daemon, site)
                                        .with(
                                                "<VirtualHost",
                                                "LoadModule xsendfile_module <modules>/mod_xsendfile.so\nXSendFile on\nXSendFilePath "
                                                        + site + "\n<VirtualHost")));
        String body = Http.get(apache.uri("/answer.lua?X-Sendfile:%20" + file + "&body=not%20this"))
                .body();
        assertEquals("not a script", body);
    }
}
