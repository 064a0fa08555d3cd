package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Random;
import luafcgid.test.Http;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of web servers that take a body whose length was not announced. */
interface UnknownLengthContract extends Subject {
    @ParameterizedTest
    @MethodSource("ways")
    default void aBodyWithoutLengthComesBack(Way way) throws Exception {
        byte[] body = new byte[300_000];
        new Random(1).nextBytes(body);
        HttpResponse<byte[]> response = Http.post(
                stage().uri(way, "/echo.lua"), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        assertEquals(200, response.statusCode());
        assertArrayEquals(body, response.body());
    }
}
