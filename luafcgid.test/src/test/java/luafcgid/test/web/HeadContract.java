package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import luafcgid.test.Http;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HEAD has a head only. */
interface HeadContract extends Subject {
    @ParameterizedTest
    @MethodSource("ways")
    default void headSendsNoBody(Way way) throws Exception {
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> response = Http.head(stage().uri(way, "/hello.lua"));
            assertEquals(200, response.statusCode());
            assertEquals("", response.body());
            assertEquals(
                    "text/html", response.headers().firstValue("Content-Type").orElse(""));
        }
        assertEquals("Hello World", Http.get(stage().uri(way, "/hello.lua")).body());
    }
}
