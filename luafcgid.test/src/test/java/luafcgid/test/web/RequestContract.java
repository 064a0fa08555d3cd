package luafcgid.test.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import luafcgid.test.Http;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sends reaches the script. */
interface RequestContract extends Subject {
    int POSTED = 10_000_000;

    /** What this web server sends otherwise than the others; null for what it does not send. */
    default Map<String, String> otherVariables(Way way) {
        return Map.of();
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void helloArrives(Way way) throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> response = Http.get(stage().uri(way, "/hello.lua"));
            assertEquals(200, response.statusCode());
            assertEquals("Hello World", response.body());
            assertEquals(
                    "text/html", response.headers().firstValue("Content-Type").orElse(""));
            assertEquals("Lua", response.headers().firstValue("X-Powered-By").orElse(""));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void variablesArrive(Way way) throws Exception {
        URI uri = stage().uri(way, "/env.lua/p%20i/%C3%A9?a=1&b=%20x&c=%3C&d=+");
        Map<String, String> variables = new LinkedHashMap<>();
        try (RawHttp client = new RawHttp(uri)) {
            List<String> lines = client.request(
                            "GET",
                            "X-Odd: caf\u00e9 \"quoted\" a=b;c, %41 \\ ~",
                            "Cookie: a=1; b=\"2\"",
                            "Proxy: http://127.0.0.1:1/")
                    .reply()
                    .body()
                    .lines()
                    .toList();
            lines.forEach(
                    line -> variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            Map<String, String> expected = new LinkedHashMap<>(Map.of(
                    "GATEWAY_INTERFACE", "CGI/1.1",
                    "SERVER_PROTOCOL", "HTTP/1.0",
                    "REQUEST_METHOD", "GET",
                    "REQUEST_URI", "/env.lua/p%20i/%C3%A9?a=1&b=%20x&c=%3C&d=+",
                    "QUERY_STRING", "a=1&b=%20x&c=%3C&d=+",
                    "DOCUMENT_ROOT", stage().site().path().toString(),
                    "SCRIPT_NAME", "/env.lua",
                    "SCRIPT_FILENAME", stage().site().resolve("env.lua").toString(),
                    "PATH_INFO", "/p i/\u00c3\u00a9"));
            expected.putAll(Map.of(
                    "SERVER_NAME",
                    "example.org",
                    "SERVER_PORT",
                    String.valueOf(uri.getPort()),
                    "REMOTE_ADDR",
                    "127.0.0.1",
                    "REMOTE_PORT",
                    String.valueOf(client.localPort()),
                    "HTTP_HOST",
                    "example.org:" + uri.getPort(),
                    "HTTP_COOKIE",
                    "a=1; b=\"2\"",
                    "HTTP_X_ODD",
                    "caf\u00e9 \"quoted\" a=b;c, %41 \\ ~"));
            expected.putAll(otherVariables(way));
            expected.forEach((name, value) -> assertEquals(value, variables.get(name), () -> name + " in " + lines));
        }
        assertFalse(variables.containsKey("HTTP_PROXY"), "a client must not name the proxy of HTTP libraries");
        assertTrue(variables.containsKey("LUAFCGID_VERSION"), "added by the daemon");
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void tenMegabytesThatArePostedComeBack(Way way) throws Exception {
        byte[] body = new byte[POSTED];
        new Random(1).nextBytes(body);
        HttpResponse<byte[]> response = Http.post(stage().uri(way, "/echo.lua"), BodyPublishers.ofByteArray(body));
        assertEquals(200, response.statusCode());
        assertArrayEquals(body, response.body());
    }
}
