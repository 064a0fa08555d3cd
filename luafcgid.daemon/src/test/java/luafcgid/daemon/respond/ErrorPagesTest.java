package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import luafcgid.daemon.HttpStatus;
import luafcgid.lua.ScriptException;
import luafcgid.lua.SourceText;
import luafcgid.lua.Traceback;
import luafcgid.protocol.Response;
import org.junit.jupiter.api.Test;

class ErrorPagesTest {
    private static final class Recorded implements Response {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int status;

        @Override
        public OutputStream stdout() {
            return out;
        }

        @Override
        public OutputStream stderr() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void appStatus(int s) {
            status = s;
        }

        private String text() {
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private final Recorded response = new Recorded();
    private final TestRequest request = new TestRequest();

    private static ScriptException failure(String script, SourceText text) {
        return new ScriptException(
                ScriptException.Kind.ERROR,
                script + ":2: boom <script>alert(1)</script>",
                new Traceback(List.of(new Traceback.Frame(script, 2, "function <main>", text))));
    }

    @Test
    void aFailureInDevelopmentShowsMessageAndSourceEscaped() throws IOException {
        String script = "function main()\n  error('<b>\u00e4')\nend\n";
        SourceText text = SourceText.of(script.getBytes(StandardCharsets.UTF_8));
        new ErrorPages(true, true).failed(request, response, HttpStatus.INTERNAL_SERVER_ERROR, failure("a.lua", text));
        String page = response.text();
        assertTrue(page.startsWith("Status: 500 Internal Server Error\r\n"), page);
        assertTrue(page.contains("boom &lt;script&gt;alert(1)&lt;/script&gt;"), page);
        assertTrue(page.contains("<b><i>    2</i>    error(&#39;&lt;b&gt;\u00e4&#39;)</b>"), page);
        assertFalse(page.contains("<script>"), page);
        assertEquals(1, response.status);
    }

    @Test
    void whoAskedForTheHeadGetsNoPage() throws IOException {
        request.variables.put("REQUEST_METHOD", "HEAD");
        new ErrorPages(true, true)
                .failed(request, response, HttpStatus.GATEWAY_TIMEOUT, failure("a.lua", SourceText.NONE));
        ErrorPages.refused(request, response, HttpStatus.NOT_FOUND, "There is none.");
        String head = "Status: %s\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n\r\n";
        assertEquals(head.formatted("504 Gateway Timeout") + head.formatted("404 Not Found"), response.text());
    }

    @Test
    void aFailureElsewhereTellsAStrangerNothing() throws IOException {
        new ErrorPages(false, false)
                .failed(request, response, HttpStatus.INTERNAL_SERVER_ERROR, failure("secret.lua", SourceText.NONE));
        assertFalse(response.text().contains("secret"), response.text());
        assertFalse(response.text().contains("boom"), response.text());
    }

    @Test
    void aSourceThatIsNotKeptIsLeftOut() throws IOException {
        new ErrorPages(true, true)
                .failed(request, response, HttpStatus.INTERNAL_SERVER_ERROR, failure("gone.lua", SourceText.NONE));
        assertTrue(
                response.text().contains("gone.lua:2 in function &lt;main&gt;</figcaption></figure>"), response.text());
    }
}
