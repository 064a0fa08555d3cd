package luafcgid.test.web;

import java.nio.file.Path;
import java.util.List;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.WebServer;

@OnNewestJdk
final class LighttpdAuthorizerTest extends AuthorizerContract {
    private static final String CONFIGURATION =
            """
            server.bind = "127.0.0.1"
            server.port = <port>
            server.errorlog = "<dir>/error.log"
            server.document-root = "<site>"
            server.modules += ("mod_auth", "mod_fastcgi")
            mimetype.assign = (".txt" => "text/plain")
            fastcgi.server = (
                "/private/" => (( "host" => "<host>", "port" => <daemon>, "mode" => "authorizer",
                    "check-local" => "disable", "docroot" => "<site>" )),
                ".lua" => (( "host" => "<host>", "port" => <daemon>, "check-local" => "enable" ))
            )
            """;

    @Override
    WebServer start(Folder folder, ListenAddress.Tcp daemon, Path site) throws Exception {
        String program = WebServer.program("lighttpd", "lighttpd").toString();
        return WebServer.start(
                folder,
                port -> CONFIGURATION
                        .replace("<port>", String.valueOf(port))
                        .replace("<dir>", folder.path().toString())
                        .replace("<site>", site.toString())
                        .replace("<host>", daemon.host())
                        .replace("<daemon>", String.valueOf(daemon.port())),
                List.of(program, "-D", "-f", "CONF"));
    }
}
