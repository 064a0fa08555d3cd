package luafcgid.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The examples, as a newcomer sees them. */
@OnEachJdk
final class HttpFrontTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("luafcgid.distribution"), "www");

    private static Daemon daemon;

    @Parameter
    Jdk jdk;

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) throws Exception {
        daemon = Daemon.of(jdk, EXAMPLES).developing().start();
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static List<String> examples() throws Exception {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".lua"))
                    .toList();
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return Http.get(daemon.http(path));
    }

    @Test
    void theIndexListsEveryExample() throws Exception {
        HttpResponse<String> index = get("/");
        assertEquals(200, index.statusCode());
        assertFalse(examples().isEmpty());
        for (String name : examples()) {
            assertTrue(
                    index.body().contains("href=\"" + name + "\"")
                            || index.body().contains("/" + name),
                    name);
        }
    }

    @Test
    void everyExampleAnswers() throws Exception {
        for (String name : examples()) {
            HttpResponse<String> response = get("/" + name);
            assertEquals(name.equals("error.lua") ? 500 : 200, response.statusCode(), () -> name + response.body());
            assertFalse(response.body().isBlank(), name);
        }
    }

    @Test
    void helloSaysHello() throws Exception {
        assertEquals("Hello World", get("/hello.lua").body());
    }

    @Test
    void variablesAreThoseOfCgi() throws Exception {
        URI uri = daemon.http("/env.lua?a=1");
        String body = Http.get(uri).body();
        for (String value : List.of("a=1", "/env.lua", "GET", "127.0.0.1", String.valueOf(uri.getPort()), "CGI/1.1")) {
            assertTrue(body.contains("<td>" + value), () -> value + " is missing in " + body);
        }
    }

    @Test
    void aFormIsEchoedEscaped() throws Exception {
        HttpResponse<String> response = Http.post(
                daemon.http("/form.lua?from=a%20test"),
                "application/x-www-form-urlencoded",
                "name=%3CJos%C3%A9%3E&message=one+two");
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("&lt;Jos\u00e9&gt;"), response.body());
        assertTrue(response.body().contains("one two"), response.body());
        assertTrue(response.body().contains("a test"), response.body());
        assertFalse(response.body().contains("<Jos"), response.body());
    }

    @Test
    void anUploadedFileIsShown() throws Exception {
        String body =
                """
                --edge
                Content-Disposition: form-data; name="file"; filename="a&b.txt"
                Content-Type: text/plain

                some bytes
                --edge--
                """
                        .replace("\n", "\r\n");
        HttpResponse<String> response =
                Http.post(daemon.http("/upload.lua"), "multipart/form-data; boundary=edge", body);
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("a&amp;b.txt"), response.body());
        assertTrue(response.body().contains("text/plain, 10 bytes"), response.body());
        assertTrue(response.body().contains("some bytes"), response.body());
    }

    @Test
    void anErrorPageShowsMessageTracebackAndSource() throws Exception {
        HttpResponse<String> response = get("/error.lua");
        assertEquals(500, response.statusCode());
        String page = response.body();
        assertTrue(page.contains("error.lua:3: attempt to "), page);
        for (String shown : List.of(
                "error.lua:3 in function &#39;price&#39;",
                "error.lua:9 in function &#39;total&#39;",
                "item.price * item.amount",
                "amount = 2")) {
            assertTrue(page.contains(shown), () -> shown + " is missing in " + page);
        }
        assertTrue(page.contains("<b><i>    3</i>"), page);
        // The source holds quotes and angle brackets only as entities.
        assertTrue(page.contains("con:puts(&quot;The total is &quot;"), page);
    }

    @Test
    void aStaticFileIsSent() throws Exception {
        HttpResponse<String> response = get("/style.css");
        assertEquals(200, response.statusCode());
        assertEquals(Files.readString(EXAMPLES.resolve("style.css")), response.body());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/css"));
    }

    @Test
    void aMissingFileIsNotFound() throws Exception {
        assertEquals(404, get("/missing.lua").statusCode());
        assertEquals(404, get("/missing.txt").statusCode());
        assertEquals("Hello World", get("/hello.lua").body());
    }

    @Test
    void aConnectionIsKept() throws Exception {
        URI uri = daemon.http("/hello.lua");
        byte[] request = "GET /hello.lua HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request);
                assertEquals("HTTP/1.1 200 OK", in.readLine());
                assertEquals("Hello World", body(in));
            }
        }
    }

    /** Reads the rest of a response whose body is one chunk or has a length. */
    private static String body(BufferedReader in) throws Exception {
        int length = -1;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        if (length >= 0) {
            return take(in, length);
        }
        StringBuilder body = new StringBuilder();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            body.append(take(in, size));
            in.readLine();
        }
        in.readLine();
        return body.toString();
    }

    private static int chunk(BufferedReader in) throws Exception {
        return Integer.parseInt(in.readLine(), 16);
    }

    private static String take(BufferedReader in, int length) throws Exception {
        char[] chars = new char[length];
        int read = 0;
        while (read < length) {
            int n = in.read(chars, read, length - read);
            assertTrue(n > 0, "the connection was closed");
            read += n;
        }
        return new String(chars);
    }
}
