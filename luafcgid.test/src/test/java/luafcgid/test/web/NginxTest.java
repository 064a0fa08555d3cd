package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import luafcgid.protocol.ListenAddress;
import luafcgid.test.Folder;
import luafcgid.test.Http;
import luafcgid.test.OnEachJdk;
import luafcgid.test.Poll;
import luafcgid.test.Texts;
import luafcgid.test.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEachJdk
final class NginxTest extends BehindWebServer
        implements RequestContract,
                UnknownLengthContract,
                ResponseContract,
                HeadContract,
                RedirectContract,
                StreamContract,
                AbortContract,
                ChangeContract,
                OversizeContract {
    private static final String AROUND =
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
            }
            """;

    NginxTest() {
        super(Way.UNIX, Way.UNIX_KEPT, Way.TCP, Way.TCP_KEPT);
    }

    @Override
    public WebServer start(Folder folder, Way way, ListenAddress daemon, Path site) throws Exception {
        return start(folder, filled(way, daemon, site));
    }

    private static Snippet filled(Way way, ListenAddress daemon, Path site) {
        Snippet snippet = Snippet.of("nginx.conf")
                .with("unix:/run/luafcgid/luafcgid.sock", daemon)
                .with("/srv/www", site);
        return way.kept() ? snippet : snippet.with("keepalive 32;", "").with("fastcgi_keep_conn on;", "");
    }

    private static WebServer start(Folder folder, Snippet snippet) throws Exception {
        String program = WebServer.program("nginx", "nginx-light").toString();
        // Beside the configuration, as Debian has it.
        Files.createSymbolicLink(folder.resolve("fastcgi.conf"), Path.of("/etc/nginx/fastcgi.conf"));
        // Its workers would be another user, who cannot enter the folders here.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        return WebServer.start(
                folder,
                port -> AROUND.formatted(user, snippet.with("listen 80;", "listen 127.0.0.1:" + port + ";"))
                        .replace("<dir>", folder.path().toString()),
                List.of(program, "-p", "DIR/", "-e", "DIR/error.log", "-c", "CONF"));
    }

    /** Another nginx, with a changed configuration. */
    private WebServer changed(UnaryOperator<Snippet> change) throws Exception {
        return stage().another(
                        Way.UNIX_KEPT,
                        (folder, way, daemon, site) -> start(folder, change.apply(filled(way, daemon, site))));
    }

    private static UnaryOperator<Snippet> adding(String lines) {
        return snippet -> snippet.with("fastcgi_pass lua;", lines + " fastcgi_pass lua;");
    }

    /** A page of memory holds the head, if nothing else is configured. */
    @Override
    public int headerBytes() {
        return 3500;
    }

    @Test
    void sixtyKilobytesOfHeaderFitAnEnlargedBuffer() throws Exception {
        WebServer nginx = changed(adding("fastcgi_buffer_size 64k; fastcgi_buffers 8 64k;"));
        try (RawHttp client = new RawHttp(nginx.uri("/large.lua?60000"))) {
            RawHttp.Reply reply = client.request("GET").reply();
            Texts.assertSame("0123456789".repeat(6000), String.join("|", reply.values("X-Large")));
            assertEquals("Hello World", reply.body());
        }
    }

    @Test
    void xAccelRedirectSendsAFileInPlaceOfTheAnswer() throws Exception {
        WebServer nginx = changed(snippet -> snippet.with(
                "root ",
                "location /internal/ { internal; alias " + stage().site().path() + "/; }\nroot "));
        HttpResponse<String> response = Http.get(nginx.uri("/answer.lua?X-Accel-Redirect:%20/internal/plain.txt"
                + "&Content-Type:%20text/x-sent&Set-Cookie:%20a=1&body=not%20this"));
        assertEquals(200, response.statusCode());
        assertEquals("not a script", response.body());
        assertEquals(
                "text/x-sent", response.headers().firstValue("Content-Type").orElse(""));
        assertEquals("a=1", response.headers().firstValue("Set-Cookie").orElse(""));
        assertEquals(404, Http.get(nginx.uri("/internal/plain.txt")).statusCode());
    }

    @Test
    void eventsArriveOneByOneWithBufferingOff() throws Exception {
        WebServer nginx = changed(adding("fastcgi_buffering off; fastcgi_ignore_headers X-Accel-Buffering;"));
        stage().site().write("off-" + jdk.version().feature() + ".1", "");
        HttpResponse<InputStream> response = Http.client()
                .send(
                        Http.request(nginx.uri(
                                        "/events.lua?off-" + jdk.version().feature()))
                                .build(),
                        BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            for (int i = 1; i <= 3; i++) {
                String event = "data: " + i + "\n\n";
                assertEquals(event, new String(body.readNBytes(event.length()), StandardCharsets.US_ASCII));
                stage().site().write("off-" + jdk.version().feature() + "." + (i + 1), "");
            }
        }
    }

    /** The length is not known then, and CONTENT_LENGTH is empty. */
    @Test
    void aBodyThatIsNotCollectedComesBack() throws Exception {
        WebServer nginx = changed(adding("fastcgi_request_buffering off;"));
        byte[] body = new byte[1_000_000];
        new Random(1).nextBytes(body);
        HttpResponse<byte[]> response =
                Http.post(nginx.uri("/echo.lua"), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        assertEquals(200, response.statusCode());
        assertArrayEquals(body, response.body());
    }

    @Test
    void aBodyThatIsNotCollectedIsRefusedBeforeItsEnd() throws Exception {
        WebServer nginx = changed(adding("fastcgi_request_buffering off;"));
        try (RawHttp client = new RawHttp(nginx.uri("/echo.lua"))) {
            client.request("POST", "Content-Length: " + 2 * MAXPOST);
            assertEquals("HTTP/1.1 413 Content Too Large", client.head().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain.txt", "/folder.lua", "/folder.lua/plain.txt"})
    void whatIsNoScriptIsForbiddenWhenEverythingIsPassed(String target) throws Exception {
        WebServer nginx = changed(snippet -> snippet.with("location ~ \\.lua(/|$)", "location /")
                .with("fastcgi_split_path_info ^(.+?\\.lua)(/.*)?$;", ""));
        assertEquals(403, Http.get(nginx.uri(target)).statusCode());
        assertEquals("Hello World", Http.get(nginx.uri("/hello.lua")).body());
    }

    @Test
    void aRequestWithoutScriptFilenameIsAnsweredAndLogged() throws Exception {
        WebServer nginx = changed(adding("fastcgi_param SCRIPT_FILENAME '';"));
        assertEquals(500, Http.get(nginx.uri("/hello.lua")).statusCode());
        Poll.until("the log line", () -> stage().daemon().log().contains("A request came without SCRIPT_FILENAME"));
        helloArrives(Way.UNIX_KEPT);
    }
}
