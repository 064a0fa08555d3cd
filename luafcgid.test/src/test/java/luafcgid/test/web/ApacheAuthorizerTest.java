package luafcgid.test.web;

import java.nio.file.Path;
import java.util.List;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.OnNewestJdk;
import luafcgid.test.WebServer;

@OnNewestJdk
final class ApacheAuthorizerTest extends AuthorizerContract {
    private static final String CONFIGURATION =
            """
            ServerRoot <dir>
            ServerName localhost
            PidFile <dir>/apache.pid
            DefaultRuntimeDir <dir>
            Mutex file:<dir>
            ErrorLog <dir>/error.log
            Listen 127.0.0.1:<port>
            LoadModule mpm_event_module <modules>/mod_mpm_event.so
            LoadModule authn_core_module <modules>/mod_authn_core.so
            LoadModule authz_core_module <modules>/mod_authz_core.so
            LoadModule authz_user_module <modules>/mod_authz_user.so
            LoadModule authnz_fcgi_module <modules>/mod_authnz_fcgi.so
            LoadModule proxy_module <modules>/mod_proxy.so
            LoadModule proxy_fcgi_module <modules>/mod_proxy_fcgi.so
            DocumentRoot <site>
            <Directory <site>>
                Require all granted
            </Directory>
            <FilesMatch "\\.lua$">
                SetHandler "proxy:fcgi://<daemon>"
            </FilesMatch>
            AuthnzFcgiDefineProvider authnz luafcgid fcgi://<daemon>/
            <Location /private/>
                AuthType Basic
                AuthName luafcgid
                AuthnzFcgiCheckAuthnProvider luafcgid Authoritative On RequireBasicAuth Off UserExpr "%{reqenv:REMOTE_USER}"
                Require valid-user
            </Location>
            """;

    @Override
    WebServer start(Folder folder, ListenAddress.Tcp daemon, Path site) throws Exception {
        String program = WebServer.program("apache2", "apache2").toString();
        return WebServer.start(
                folder,
                port -> CONFIGURATION
                        .replace("<port>", String.valueOf(port))
                        .replace("<modules>", "/usr/lib/apache2/modules")
                        .replace("<dir>", folder.path().toString())
                        .replace("<site>", site.toString())
                        .replace("<daemon>", daemon.toString()),
                List.of(program, "-D", "FOREGROUND", "-f", "CONF"));
    }
}
