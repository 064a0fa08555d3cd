package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import luafcgid.test.Http;
import luafcgid.test.Poll;
import luafcgid.test.Processes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that are large, slow or never ending. */
interface StreamContract extends Subject {
    /** Megabytes that the daemon may grow by while it sends a hundred: what Java takes before it collects, not the response. */
    int GROWTH = 64;

    @ParameterizedTest
    @MethodSource("ways")
    default void aHundredMegabytesArriveInBoundedMemory(Way way) throws Exception {
        int blocks = 100_000_000 / Blocks.SIZE;
        long pid = stage().daemon().pid();
        long before = Processes.residentMegabytes(pid);
        long peak = before;
        try (InputStream body = body(stage().uri(way, Blocks.target(blocks)))) {
            for (int i = 0; i < blocks; i += 100) {
                Blocks.read(body, i, i + 100);
                peak = Math.max(peak, Processes.residentMegabytes(pid));
            }
            assertEquals(-1, body.read(), "after the last block");
        }
        long grown = peak - before;
        assertTrue(grown < GROWTH, () -> "the daemon grew by " + grown + " MB");
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void aClientThatPausesDelaysNobody(Way way) throws Exception {
        int blocks = 2000;
        try (InputStream body = body(stage().uri(way, Blocks.target(blocks)))) {
            Blocks.read(body, 0, 10);
            for (int i = 0; i < 50; i++) {
                assertEquals(
                        "Hello World", Http.get(stage().uri(way, "/hello.lua")).body());
            }
            Blocks.read(body, 10, blocks);
            assertEquals(-1, body.read(), "after the last block");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void eventsArriveOneByOne(Way way) throws Exception {
        stage().site().write(way + ".1", "");
        try (InputStream body = body(stage().uri(way, "/events.lua?" + way))) {
            for (int i = 1; i <= 3; i++) {
                String event = "data: " + i + "\n\n";
                assertEquals(event, new String(body.readNBytes(event.length()), StandardCharsets.US_ASCII));
                // Only now the script may go on.
                stage().site().write(way + "." + (i + 1), "");
            }
            assertEquals(-1, body.read(), "after the last event");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void aScriptWhoseClientHasGoneIsStopped(Way way) throws Exception {
        try (InputStream body = body(stage().uri(way, "/endless.lua"))) {
            assertEquals(1 << 16, body.readNBytes(1 << 16).length);
            assertTrue(stage().runs("endless.lua"), "it runs while the client reads");
        }
        Poll.until("the end of the script", () -> !stage().runs("endless.lua"));
        assertEquals(
                "Hello World", Http.get(stage().uri(way, "/endless.lua?hello")).body());
    }

    private static InputStream body(URI uri) throws Exception {
        HttpResponse<InputStream> response =
                Http.client().send(Http.request(uri).build(), BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return response.body();
    }
}
