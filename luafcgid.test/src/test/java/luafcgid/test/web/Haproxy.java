package luafcgid.test.web;

import java.nio.file.Path;
import java.util.List;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.WebServer;

/** HAProxy with its documented configuration. */
final class Haproxy {
    private static final String AROUND =
            """
            global
                nbthread 1
                tune.bufsize %d

            defaults
                timeout connect 5s
                timeout client 60s
                timeout server 60s

            %s
            """;

    /** Bytes of its buffer, if nothing else is configured. */
    static final int BUFFER = 16_384;

    /** Bytes of header that fit into it. */
    static final int HEADER_BYTES = 15_000;

    private Haproxy() {}

    /** @param buffer bytes of its buffer, which a response's head has to fit into */
    static WebServer start(Folder folder, Way way, ListenAddress daemon, Path site, int buffer) throws Exception {
        String program = WebServer.program("haproxy", "haproxy").toString();
        Snippet snippet = Snippet.of("haproxy.cfg")
                .with("unix@/run/luafcgid/luafcgid.sock", daemon.toString().replace("unix:", "unix@"))
                .with("/srv/www", site)
                .with("    docroot", options(way) + "    docroot");
        return WebServer.start(
                folder,
                port -> AROUND.formatted(buffer, snippet.with("bind :80", "bind 127.0.0.1:" + port)),
                List.of(program, "-db", "-f", "CONF"));
    }

    private static String options(Way way) {
        if (way == Way.MULTIPLEXED) {
            return "    option get-values\n    option mpxs-conns\n";
        }
        return way.kept() ? "" : "    no option keep-conn\n";
    }
}
