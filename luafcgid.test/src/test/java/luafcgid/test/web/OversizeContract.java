package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import luafcgid.test.Http;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies above {@code maxpost} are refused, and the client is told. */
interface OversizeContract extends Subject {
    /** Whether a body is passed on while it arrives; else the web server collects it first. */
    default boolean streamsRequests() {
        return false;
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void aBodyAboveMaxpostIsRefusedWhileTheClientStillSends(Way way) throws Exception {
        int length = BehindWebServer.MAXPOST + (8 << 20);
        try (RawHttp client = new RawHttp(stage().uri(way, "/echo.lua"))) {
            client.request("POST", "Content-Type: application/octet-stream", "Content-Length: " + length);
            // Where the web server waits for the whole, nobody can answer earlier.
            int sent = streamsRequests() ? 1 << 20 : length;
            Thread sender = new Thread(() -> send(client, sent), "sender");
            sender.start();
            String status = client.head().get(0);
            assertTrue(status.contains(" 413"), status);
            client.close();
            sender.join();
        }
        assertEquals("Hello World", Http.get(stage().uri(way, "/hello.lua")).body());
    }

    private static void send(RawHttp client, int length) {
        try {
            OutputStream out = client.out();
            byte[] piece = new byte[1 << 16];
            for (int sent = 0; sent < length; sent += piece.length) {
                out.write(piece);
            }
        } catch (IOException e) {
            // The web server has closed the connection: it told why, or the test fails by that.
        }
    }
}
