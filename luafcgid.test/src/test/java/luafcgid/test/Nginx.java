package luafcgid.test;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import luafcgid.protocol.ListenAddress;

/** nginx before daemons. {@code /NAME/PATH} goes to the daemon of that name, {@code /NAME-kept/PATH} through kept connections. */
final class Nginx {
    private static final String CONFIGURATION =
            """
            %s
            daemon off;
            worker_processes 1;
            pid <dir>/nginx.pid;
            error_log <dir>/error.log info;
            events { worker_connections 512; }
            http {
                access_log off;
                client_max_body_size 64m;
                client_body_temp_path <dir>/body;
                proxy_temp_path <dir>/proxy;
                fastcgi_temp_path <dir>/fastcgi;
                uwsgi_temp_path <dir>/uwsgi;
                scgi_temp_path <dir>/scgi;
            %s
                server {
                    listen 127.0.0.1:%d;
                    server_name example.test;
            %s
                }
            }
            """;

    private static final String LOCATIONS =
            """
                    location ~ ^/<name>(?<script>/.*)$ {
                        fastcgi_pass <address>;
                        <params>
                        fastcgi_param DOCUMENT_ROOT "<root>";
                        fastcgi_param SCRIPT_NAME $script;
                        fastcgi_param SCRIPT_FILENAME "<root>$script";
                    }
                    location ~ ^/<name>-kept(?<script>/.*)$ {
                        fastcgi_pass <name>;
                        fastcgi_keep_conn on;
                        <params>
                        fastcgi_param DOCUMENT_ROOT "<root>";
                        fastcgi_param SCRIPT_NAME $script;
                        fastcgi_param SCRIPT_FILENAME "<root>$script";
                    }
                    location ~ ^/<name>-unbuffered(?<script>/.*)$ {
                        fastcgi_pass <address>;
                        fastcgi_buffering off;
                        <params>
                        fastcgi_param SCRIPT_FILENAME "<root>$script";
                    }
                    location = /<name>-nameless {
                        fastcgi_pass <address>;
                        <params>
                    }
            """;

    private static final String PARAMS = Stream.of(
                    "QUERY_STRING $query_string",
                    "REQUEST_METHOD $request_method",
                    "CONTENT_TYPE $content_type",
                    "CONTENT_LENGTH $content_length",
                    "REQUEST_URI $request_uri",
                    "SERVER_PROTOCOL $server_protocol",
                    "SERVER_SOFTWARE nginx",
                    "SERVER_NAME $server_name",
                    "SERVER_PORT $server_port",
                    "REMOTE_ADDR $remote_addr",
                    "GATEWAY_INTERFACE CGI/1.1")
            .map(param -> "fastcgi_param " + param + ";")
            .collect(Collectors.joining(" "));

    private Nginx() {}

    static WebServer start(Folder folder, String root, Map<String, ListenAddress> daemons) throws Exception {
        String program = WebServer.program("nginx", "nginx-light").toString();
        // Its workers would be another user, who cannot enter the folders here.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        String upstreams = daemons.entrySet().stream()
                .map(d -> "    upstream " + d.getKey() + " { server " + d.getValue() + "; keepalive 8; }\n")
                .collect(Collectors.joining());
        String locations = daemons.entrySet().stream()
                .map(d -> LOCATIONS
                        .replace("<address>", d.getValue().toString())
                        .replace("<name>", d.getKey())
                        .replace("<params>", PARAMS)
                        .replace("<root>", root))
                .collect(Collectors.joining());
        return WebServer.start(
                folder,
                port -> CONFIGURATION
                        .formatted(user, upstreams, port, locations)
                        .replace("<dir>", folder.path().toString()),
                List.of(program, "-p", "DIR/", "-e", "DIR/error.log", "-c", "CONF"));
    }
}
