package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@OnEachJdk
final class LighttpdTest {
    private static final String CONFIGURATION =
            """
            server.modules = ("mod_fastcgi")
            server.bind = "127.0.0.1"
            server.port = %d
            server.document-root = "%s"
            server.errorlog = "%s/error.log"
            fastcgi.server = ( ".lua" => ((
                "socket" => "%s",
                "check-local" => "enable"
            )) )
            """;

    @Parameter
    Jdk jdk;

    @Test
    void helloAndPostArrive() throws Exception {
        String program = WebServer.program("lighttpd", "lighttpd").toString();
        try (Folder site = Scripts.site();
                Folder folder = Folder.create();
                Daemon daemon = Daemon.of(jdk, site.path()).start();
                WebServer lighttpd = WebServer.start(
                        folder,
                        port -> CONFIGURATION.formatted(
                                port, site.path(), folder.path(), daemon.var().resolve("luafcgid.sock")),
                        List.of(program, "-D", "-f", "CONF"))) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> hello = Http.get(lighttpd.uri("/hello.lua"));
                assertEquals(200, hello.statusCode(), lighttpd::errors);
                assertEquals("Hello World", hello.body());
            }
            String body = "0123456789".repeat(100_000);
            HttpResponse<String> echo = Http.post(lighttpd.uri("/echo.lua"), "text/plain", body);
            assertEquals(200, echo.statusCode());
            Texts.assertSame(body, echo.body());
            assertTrue(Scripts.isBig(Http.get(lighttpd.uri("/big.lua")).body()));
            assertEquals(404, Http.get(lighttpd.uri("/missing.lua")).statusCode());
            assertEquals(500, Http.get(lighttpd.uri("/runtime.lua")).statusCode());
            assertEquals("Hello World", Http.get(lighttpd.uri("/hello.lua")).body());
        }
    }
}
