package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Redirects, with and without a status of the script's own. */
interface RedirectContract extends Subject {
    @ParameterizedTest
    @MethodSource("ways")
    default void redirectsArePassed(Way way) throws Exception {
        RawHttp.Reply bare = Site.answer(stage(), way, List.of("Location: http://example.test/there?a=1"), "");
        assertEquals("302", bare.statusAndReason().substring(0, 3));
        assertEquals(List.of("http://example.test/there?a=1"), bare.values("Location"));
        RawHttp.Reply full = Site.answer(
                stage(), way, List.of("Status: 303 See Other", "Location: http://example.test/there"), "over there");
        assertEquals("303 See Other", full.statusAndReason());
        assertEquals(List.of("http://example.test/there"), full.values("Location"));
        assertEquals("over there", full.body());
    }
}
