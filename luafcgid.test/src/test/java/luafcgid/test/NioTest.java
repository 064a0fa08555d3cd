package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** As on systems without epoll and without Unix sockets. */
@OnEachJdk
final class NioTest {
    @Parameter
    Jdk jdk;

    @Test
    void itServesOverTcpAlone() throws Exception {
        try (Folder site = Scripts.site();
                Daemon daemon = Daemon.of(jdk, site.path())
                        .with("--set", "luafcgid.protocol.Transport:kind=nio")
                        .with("--listen", "127.0.0.1:0", "--http", "127.0.0.1:0")
                        .start()) {
            assertTrue(daemon.addresses().stream().allMatch(ListenAddress.Tcp.class::isInstance), daemon.ready());
            assertTrue(daemon.command("status").out().contains("nio"), "the status names the transport");
            try (Connection connection = daemon.connect()) {
                for (int i = 0; i < 100; i++) {
                    assertEquals("Hello World", connection.get("/hello.lua").body());
                }
                String body = "0123456789".repeat(100_000);
                Texts.assertSame(body, connection.post("/echo.lua", body).body());
                assertTrue(Scripts.isBig(connection.get("/big.lua").body()), "the large response differs");
                assertEquals(500, connection.get("/runtime.lua").status());
                assertEquals(404, connection.get("/missing.lua").status());
                assertEquals("Hello World", connection.get("/hello.lua").body());
            }
            assertEquals("Hello World", Http.get(daemon.http("/hello.lua")).body());
            assertTrue(Scripts.isBig(Http.get(daemon.http("/big.lua")).body()), "the large response differs");
        }
    }
}
