package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import luafcgid.test.Http;
import luafcgid.test.Poll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of web servers that tell at once that a client has gone; others notice when they have something to send. */
interface AbortContract extends Subject {
    @ParameterizedTest
    @MethodSource("ways")
    default void aSilentScriptWhoseClientHasGoneIsStopped(Way way) throws Exception {
        try (RawHttp client = new RawHttp(stage().uri(way, "/silent.lua"))) {
            client.request("GET");
            Poll.until("the script's begin", () -> stage().runs("silent.lua"));
        }
        Poll.until("the end of the script", () -> !stage().runs("silent.lua"));
        assertEquals(
                "Hello World", Http.get(stage().uri(way, "/silent.lua?hello")).body());
    }
}
