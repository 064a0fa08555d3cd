package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import luafcgid.protocol.client.FcgiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Forms as clients send them, through a daemon. */
@OnEachJdk
@Timeout(120)
final class FormTest {
    private static final String TYPE = "multipart/form-data; boundary=--edge";
    private static final byte[] LARGE = new byte[20_000_000];
    private static final String NGINX =
            """
            %s
            daemon off;
            worker_processes 1;
            pid <dir>/nginx.pid;
            error_log <dir>/error.log info;
            events { worker_connections 64; }
            http {
                access_log off;
                client_max_body_size 64m;
                client_body_temp_path <dir>/body;
                proxy_temp_path <dir>/proxy;
                fastcgi_temp_path <dir>/fastcgi;
                uwsgi_temp_path <dir>/uwsgi;
                scgi_temp_path <dir>/scgi;
                server {
                    listen 127.0.0.1:%d;
                    root %s;
                    location / {
                        fastcgi_pass %s;
                        include /etc/nginx/fastcgi.conf;
                    }
                }
            }
            """;

    private static Folder site;
    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        new Random(4).nextBytes(LARGE);
        site = Folder.create();
        script(
                "upload",
                """
                local fields, files, status = form.read(env, con, {total = 30000000, files = 2})
                if not fields then
                  con:header("Status", tostring(status))
                  con:puts(files)
                  return
                end
                con:puts(fields.title, "|", #files)
                for _, file in ipairs(files) do
                  con:puts("|", file.name, " ", file.filename, " ", file.type, " ", file.size)
                  assert(file:move(file.filename))
                end
                """);
        script("look", "local _, files = form.read(env, con, {total = 1e8}) con:puts(files[1].path)");
        script(
                "parts",
                """
                local n = 0
                for part in assert(form.parts(env, con, {total = 30000000})) do
                  for piece in function() return part:read() end do n = n + #piece end
                end
                con:puts(n)
                """);
        String told = "local fields, message, status = form.read(env, con%s) con:puts(status, ' ', message)";
        script("small", told.formatted(""));
        script("own", told.formatted(", {total = 5}"));
        script(
                "cookies",
                "form.cookie(con, 'a', '1') form.cookie(con, 'b', '2', {maxage = 60})"
                        + " local c = form.cookies(env) con:puts(tostring(c.a), tostring(c.b))");
        daemon = Daemon.of(jdk, site.path()).developing().start();
    }

    private static void script(String name, String body) throws Exception {
        site.write(name + ".lua", "local form = require 'form'\nfunction main(env, con)\n" + body + "\nend\n");
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Daemon b = daemon) {
            // Closed in reverse order.
        }
    }

    private static byte[] form(String filename, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                bytes("----edge\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nCaf\u00e9\r\n----edge\r\n"));
        body.writeBytes(bytes("Content-Disposition: form-data; name=\"file\"; filename=\"" + filename + "\"\r\n"));
        body.writeBytes(bytes("Content-Type: image/png\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(
                bytes("\r\n----edge\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n"));
        body.writeBytes(bytes("----edge--\r\n"));
        return body.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One request over FastCGI. */
    private static Answer post(String target, byte[] body) throws IOException {
        try (Connection connection = daemon.connect();
                FcgiClient client = FcgiClient.connect(daemon.addresses().get(0))) {
            Map<String, String> params = connection.params("POST", target, body.length);
            params.put("CONTENT_TYPE", TYPE);
            return Answer.of(client.request(params, body, false));
        }
    }

    private static HttpResponse<String> post(URI uri, byte[] body) throws Exception {
        return Http.client()
                .send(
                        Http.request(uri)
                                .header("Content-Type", TYPE)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static List<Path> kept() throws IOException {
        Path folder = daemon.var().resolve("upload");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aLargeUploadArrivesAndStaysWhereItIsMoved() throws Exception {
        Answer answer = post("/upload.lua", form("C:\\dir\\large.png", LARGE));
        assertEquals("Caf\u00e9|1|file large.png image/png 20000000", answer.body());
        assertArrayEquals(LARGE, Files.readAllBytes(site.resolve("large.png")));
        assertEquals(List.of(), kept());
    }

    @Test
    void anUploadThatIsNotMovedIsGone() throws Exception {
        String path = post("/look.lua", form("gone.png", LARGE)).body();
        assertTrue(path.startsWith(daemon.var().resolve("upload").toString()), path);
        // The answer may come before the request's last word.
        Poll.until("the upload is gone", () -> !Files.exists(Path.of(path)));
    }

    @Test
    void anUploadArrivesThroughNginx() throws Exception {
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        String program = WebServer.program("nginx", "nginx-light").toString();
        try (Folder folder = Folder.create();
                WebServer nginx = WebServer.start(
                        folder,
                        port -> NGINX.formatted(user, port, site.path(), daemon.unix())
                                .replace("<dir>", folder.path().toString()),
                        List.of(program, "-p", "DIR/", "-e", "DIR/error.log", "-c", "CONF"))) {
            HttpResponse<String> response = post(nginx.uri("/upload.lua"), form("nginx.png", LARGE));
            assertEquals("Caf\u00e9|1|file nginx.png image/png 20000000", response.body());
            assertArrayEquals(LARGE, Files.readAllBytes(site.resolve("nginx.png")));
        }
    }

    @Test
    void partsStream() throws Exception {
        assertEquals(
                "20000005", post(daemon.http("/parts.lua"), form("a", LARGE)).body());
    }

    @Test
    void aFormThatIsRefusedIsAnsweredByTheScript() throws Exception {
        byte[] form = form("broken.png", LARGE);
        form[form.length - 4] = 'x';
        HttpResponse<String> response = post(daemon.http("/upload.lua"), form);
        assertEquals("the multipart body ends without its last boundary, '----edge--'", response.body());
        assertEquals(400, response.statusCode());
        assertFalse(Files.exists(site.resolve("broken.png")));
        assertEquals(List.of(), kept());
        response = post(daemon.http("/upload.lua"), new byte[30_000_001]);
        assertEquals("the body is larger than 30000000 bytes (total)", response.body());
        assertEquals(413, response.statusCode());
    }

    @Test
    void maxpostIsTheDaemonsToAnswerUnlessTheScriptSaysItsOwn() throws Exception {
        HttpResponse<String> response = post(daemon.http("/small.lua"), new byte[LARGE.length]);
        assertEquals(413, response.statusCode());
        assertTrue(response.body().contains("(maxpost)"), response.body());
        assertEquals(
                "413 the body is larger than 5 bytes (total)",
                post(daemon.http("/own.lua"), new byte[LARGE.length]).body());
    }

    @Test
    void cookiesGoBothWays() throws Exception {
        HttpResponse<String> response = Http.client()
                .send(
                        Http.request(daemon.http("/cookies.lua"))
                                .header("Cookie", "a=x; b=\"y\"; a=z")
                                .build(),
                        BodyHandlers.ofString());
        assertEquals("xy", response.body());
        assertEquals(
                List.of("a=1; Path=/; HttpOnly; SameSite=Lax", "b=2; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
                response.headers().allValues("Set-Cookie"));
    }
}
