package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import luafcgid.test.Http;
import luafcgid.test.Poll;
import luafcgid.test.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script, or the daemon in its place, answers reaches the client. */
interface ResponseContract extends Subject {
    /** The status line of a script that sets {@code Status: 299 Quite Fine}. */
    default String statusLine() {
        return "299 Quite Fine";
    }

    /** Bytes of one header that the documented configuration passes. */
    default int headerBytes() {
        return 60_000;
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void failedRequestsAreAnsweredAndTheNextIsServed(Way way) throws Exception {
        Map<String, Integer> statuses = Map.of(
                "/missing.lua", 404,
                "/missing/missing.lua", 404,
                "/outside.lua", 403,
                "/syntax.lua", 500,
                "/runtime.lua", 500);
        for (Map.Entry<String, Integer> each : statuses.entrySet()) {
            HttpResponse<String> response = Http.get(stage().uri(way, each.getKey()));
            assertEquals(each.getValue(), response.statusCode(), () -> each.getKey() + ": " + response.body());
            // In production a page tells strangers nothing.
            assertTrue(
                    !response.body().contains(stage().site().path().toString())
                            && !response.body().contains("traceback"),
                    response.body());
            assertEquals("Hello World", Http.get(stage().uri(way, "/hello.lua")).body());
        }
        Poll.until("the log of the syntax error", () -> stage().daemon().log().contains("syntax.lua:"));
        Poll.until("the log of the runtime error", () -> stage().daemon().log().contains("runtime.lua:3"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void aStatusIsPassed(Way way) throws Exception {
        RawHttp.Reply reply = Site.answer(stage(), way, List.of("Status: 299 Quite Fine"), "body");
        assertEquals(statusLine(), reply.statusAndReason());
        assertEquals("body", reply.body());
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void statusesWithoutBodyHaveNone(Way way) throws Exception {
        for (int status : new int[] {204, 304}) {
            RawHttp.Reply reply = Site.answer(stage(), way, List.of("Status: " + status, "ETag: \"1\""), "");
            assertEquals(String.valueOf(status), reply.statusAndReason().substring(0, 3));
            assertEquals("", reply.body());
            assertEquals(List.of("\"1\""), reply.values("ETag"));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void cookiesArriveEachOnItsOwn(Way way) throws Exception {
        RawHttp.Reply reply = Site.answer(
                stage(),
                way,
                List.of("Set-Cookie: a=1; Path=/; HttpOnly", "Set-Cookie: b=\"2, 3\"", "X-Odd: caf\u00e9 \\ ~"),
                "body");
        assertEquals(List.of("a=1; Path=/; HttpOnly", "b=\"2, 3\""), reply.values("Set-Cookie"));
        assertEquals(List.of("caf\u00e9 \\ ~"), reply.values("X-Odd"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void aLargeHeaderIsPassed(Way way) throws Exception {
        try (RawHttp client = new RawHttp(stage().uri(way, "/large.lua?" + headerBytes()))) {
            RawHttp.Reply reply = client.request("GET").reply();
            Texts.assertSame("0123456789".repeat(headerBytes() / 10), String.join("|", reply.values("X-Large")));
            assertEquals("Hello World", reply.body());
        }
    }
}
