package luafcgid.daemon.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import luafcgid.daemon.RequestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaError;

class ResponseHeadTest {
    private final ResponseHead head = new ResponseHead(RequestSettings.DEFAULT);

    private String written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        head.writeTo(out, RequestSettings.DEFAULT);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theDefaultsAreSentWhenAScriptSetsNothing() throws IOException {
        assertEquals("Status: 200 OK\r\nX-Powered-By: Lua\r\nContent-Type: text/html\r\n\r\n", written());
    }

    @Test
    void statusAndContentTypeReplaceTheDefaultsInAnyCase() throws IOException {
        head.add("status", "404 Not Found");
        head.add("content-TYPE: text/plain");
        assertEquals("Status: 404 Not Found\r\nX-Powered-By: Lua\r\nContent-Type: text/plain\r\n\r\n", written());
    }

    @Test
    void aRawLineMayCarryItsLineEnd() throws IOException {
        head.add("X-A: 1\r\n");
        head.add("X-B: 2\n");
        assertTrue(written().contains("\r\nX-A: 1\r\nX-B: 2\r\nContent-Type"), written());
    }

    @Test
    void aRedirectLeavesTheStatusToTheWebServer() throws IOException {
        head.add("Location", "/elsewhere");
        assertEquals("X-Powered-By: Lua\r\nLocation: /elsewhere\r\nContent-Type: text/html\r\n\r\n", written());
    }

    @Test
    void aRedirectKeepsTheStatusThatTheScriptSet() throws IOException {
        head.add("Status", "301 Moved Permanently");
        head.add("Location", "/elsewhere");
        assertTrue(written().startsWith("Status: 301 Moved Permanently\r\n"), written());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "a\0b"})
    void aValueCannotForgeAnotherHeader(String value) {
        LuaError e = assertThrows(LuaError.class, () -> head.add("X-A", value));
        assertTrue(e.getMessage().contains("X-A") && e.getMessage().contains("forge"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\n", "\u00e4"})
    void aNameConsistsOfVisibleAscii(String name) {
        assertThrows(LuaError.class, () -> head.add(name, "1"));
    }

    @Test
    void aLineWithoutColonIsRefusedByName() {
        LuaError e = assertThrows(LuaError.class, () -> head.add("nonsense"));
        assertTrue(e.getMessage().contains("nonsense") && e.getMessage().contains("NAME: VALUE"), e.getMessage());
    }

    @Test
    void bytesAbove127PassUnchanged() throws IOException {
        head.add("X-A", "\u00e4\u00ff");
        assertTrue(written().contains("X-A: \u00e4\u00ff\r\n"), written());
    }
}
