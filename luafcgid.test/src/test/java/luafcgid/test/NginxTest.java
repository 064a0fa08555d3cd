package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnEachJdk
final class NginxTest {
    private static Folder site;
    private static Folder elsewhere;
    private static Folder nginxFolder;
    private static Daemon daemon;
    private static Daemon impatient;
    private static WebServer nginx;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        WebServer.program("nginx", "nginx-light");
        site = Scripts.site();
        elsewhere = Folder.create();
        Files.createSymbolicLink(site.resolve("outside.lua"), elsewhere.write("secret.lua", Scripts.HELLO));
        Files.createDirectory(site.resolve("folder.lua"));
        site.write("endless.lua", "function main(env, con) while true do end end");
        site.write(
                "pieces.lua",
                """
                function main(env, con)
                  con:header("Content-Type", "text/plain")
                  con:puts("first")
                  con:flush()
                  local go = env.SCRIPT_FILENAME:gsub("pieces.lua", "go")
                  local sleep = require("luafcgid").sleep
                  while true do
                    local file = io.open(go)
                    if file then file:close() break end
                    sleep(0.01)
                  end
                  con:puts("second")
                end
                """);
        daemon = Daemon.of(jdk, site.path())
                .with("--listen", site.resolve("s").toString(), "--listen", "127.0.0.1:0")
                .start();
        impatient = Daemon.of(jdk, site.path())
                .with("--set", "luafcgid.daemon.Responder:watchdog=1")
                .start();
        nginxFolder = Folder.create();
        Map<String, ListenAddress> daemons =
                Map.of("unix", daemon.unix(), "tcp", daemon.tcp(), "impatient", impatient.unix());
        nginx = Nginx.start(nginxFolder, site.path().toString(), daemons);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Folder a = site;
                Folder b = elsewhere;
                Folder c = nginxFolder;
                Daemon d = daemon;
                Daemon e = impatient) {
            if (nginx != null) {
                nginx.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "unix-kept", "tcp", "tcp-kept"})
    void helloArrives(String way) throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> response = Http.get(nginx.uri("/" + way + "/hello.lua"));
            assertEquals(200, response.statusCode());
            assertEquals("Hello World", response.body());
            assertEquals(
                    "text/html", response.headers().firstValue("Content-Type").orElse(""));
            assertEquals("Lua", response.headers().firstValue("X-Powered-By").orElse(""));
        }
    }

    @Test
    void keptConnectionsStayAndOthersEnd() throws Exception {
        ListenAddress.Tcp tcp = (ListenAddress.Tcp) daemon.tcp();
        for (int i = 0; i < 10; i++) {
            Http.get(nginx.uri("/tcp-kept/hello.lua"));
            Http.get(nginx.uri("/tcp/hello.lua"));
            Http.get(nginx.uri("/unix-kept/hello.lua"));
            Http.get(nginx.uri("/unix/hello.lua"));
        }
        Poll.until("one kept TCP connection", () -> Processes.connections(tcp.port()) == 1);
        Poll.until("one kept Unix connection", () -> Processes.connectionsBelow(site.path()) == 1);
    }

    @Test
    void variablesArrive() throws Exception {
        HttpResponse<String> response = Http.client()
                .send(
                        Http.request(nginx.uri("/unix-kept/env.lua?a=1&b=%20x"))
                                .header("X-Asked-By", "a test")
                                .build(),
                        BodyHandlers.ofString());
        List<String> lines = response.body().lines().toList();
        for (String line : List.of(
                "REQUEST_METHOD=GET",
                "QUERY_STRING=a=1&b=%20x",
                "HTTP_X_ASKED_BY=a test",
                "SCRIPT_FILENAME=" + site.resolve("env.lua"),
                "SCRIPT_NAME=/env.lua",
                "SERVER_NAME=example.test",
                "REMOTE_ADDR=127.0.0.1",
                "GATEWAY_INTERFACE=CGI/1.1")) {
            assertTrue(lines.contains(line), () -> line + " is missing in " + lines);
        }
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("LUAFCGID_VERSION=")), response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "unix-kept", "tcp", "tcp-kept"})
    void aPostedMegabyteComesBack(String way) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; body.length() < 1 << 20; i++) {
            body.append(i).append(" \u20ac ");
        }
        HttpResponse<String> response =
                Http.post(nginx.uri("/" + way + "/echo.lua"), "text/plain; charset=utf-8", body.toString());
        assertEquals(200, response.statusCode());
        Texts.assertSame(body.toString(), response.body());
    }

    @Test
    void bodiesOfManyClientsComeBack() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < 6; client++) {
                String body = ("client " + client + ", ").repeat(130_000 + client);
                ends.add(clients.submit(() -> {
                    for (String way : List.of("unix", "unix-kept", "tcp", "tcp-kept", "unix", "unix-kept")) {
                        Texts.assertSame(
                                body,
                                Http.post(nginx.uri("/" + way + "/echo.lua"), "text/plain", body)
                                        .body());
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void aBodyAboveMaxpostIsRefused() throws Exception {
        String body = "x".repeat(9 << 20);
        assertEquals(
                413,
                Http.post(nginx.uri("/unix-kept/echo.lua"), "text/plain", body).statusCode());
        helloArrives("unix-kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "unix-kept", "tcp", "tcp-kept"})
    void aLargeResponseArrivesWhole(String way) throws Exception {
        HttpResponse<String> response = Http.get(nginx.uri("/" + way + "/big.lua"));
        assertEquals(200, response.statusCode());
        assertTrue(
                Scripts.isBig(response.body()),
                () -> "length " + response.body().length());
    }

    @Test
    void headSendsNoBody() throws Exception {
        HttpResponse<String> response = Http.head(nginx.uri("/unix-kept/hello.lua"));
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        helloArrives("unix-kept");
    }

    @ParameterizedTest
    @CsvSource({
        "404, /missing.lua",
        "404, /missing/missing.lua",
        "403, /folder.lua",
        "403, /",
        "403, /plain.txt",
        "403, /outside.lua",
        "500, /syntax.lua",
        "500, /runtime.lua"
    })
    void badRequestsAreAnsweredAndTheNextIsServed(int status, String path) throws Exception {
        for (String way : List.of("unix", "unix-kept", "tcp", "tcp-kept")) {
            HttpResponse<String> response = Http.get(nginx.uri("/" + way + path));
            assertEquals(status, response.statusCode(), () -> way + ": " + response.body());
            assertTrue(response.body().contains(String.valueOf(status)), response.body());
            // In production a page tells strangers nothing.
            assertTrue(!response.body().contains(".lua") && !response.body().contains("traceback"), response.body());
            helloArrives(way);
        }
    }

    @Test
    void errorsOfScriptsAreInTheLog() throws Exception {
        Http.get(nginx.uri("/unix/syntax.lua"));
        Http.get(nginx.uri("/unix/runtime.lua"));
        Poll.until("the syntax error's line", () -> daemon.log().contains("syntax.lua:"));
        Poll.until("the runtime error's line", () -> daemon.log().contains("runtime.lua:3"));
    }

    @Test
    void aRequestWithoutScriptFilenameIsAnsweredAndLogged() throws Exception {
        HttpResponse<String> response = Http.get(nginx.uri("/tcp-nameless"));
        assertEquals(500, response.statusCode());
        Poll.until("the log line", () -> daemon.log().contains("A request came without SCRIPT_FILENAME"));
        helloArrives("tcp");
    }

    @Test
    void aScriptThatRunsTooLongIsStopped() throws Exception {
        HttpResponse<String> response = Http.get(nginx.uri("/impatient/endless.lua"));
        assertEquals(504, response.statusCode(), response.body());
        Poll.until("the log line", () -> impatient.log().contains("longer than the watchdog allows"));
        helloArrives("impatient");
        helloArrives("impatient-kept");
    }

    @Test
    void flushedPiecesArriveBeforeTheScriptEnds() throws Exception {
        Files.deleteIfExists(site.resolve("go"));
        HttpResponse<InputStream> response = Http.client()
                .send(Http.request(nginx.uri("/unix-unbuffered/pieces.lua")).build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            List<String> pieces = new ArrayList<>();
            pieces.add(new String(body.readNBytes("first".length()), StandardCharsets.UTF_8));
            // Only now the script may go on.
            site.write("go", "");
            pieces.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(List.of("first", "second"), pieces);
        }
    }
}
