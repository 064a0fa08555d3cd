package luafcgid.daemon.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import luafcgid.daemon.RequestSettings;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaError;

class ResponseHeadTest {
    private final ResponseHead head = new ResponseHead(RequestSettings.DEFAULT, Role.RESPONDER);
    private final ResponseHead authorizer = new ResponseHead(RequestSettings.DEFAULT, Role.AUTHORIZER);

    private String written() {
        return text(head);
    }

    private static String text(ResponseHead block) {
        return new String(block.toBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theDefaultsAreSentWhenAScriptSetsNothing() {
        assertEquals("Status: 200 OK\r\nX-Powered-By: Lua\r\nContent-Type: text/html\r\n\r\n", written());
    }

    @Test
    void whatOneResponseSetIsNotInTheNext() {
        assertEquals("Status: 200 OK\r\nX-Powered-By: Lua\r\nContent-Type: text/html\r\n\r\n", written());
        ResponseHead other = new ResponseHead(RequestSettings.DEFAULT, Role.RESPONDER);
        other.add("X-A", "1");
        assertTrue(text(other).contains("\r\nX-A: 1\r\n"), text(other));
        ResponseHead untyped = new ResponseHead(RequestSettings.DEFAULT, Role.RESPONDER);
        untyped.defaultType(null);
        assertEquals("Status: 200 OK\r\nX-Powered-By: Lua\r\n\r\n", text(untyped));
        ResponseHead third = new ResponseHead(RequestSettings.DEFAULT, Role.RESPONDER);
        assertEquals("Status: 200 OK\r\nX-Powered-By: Lua\r\nContent-Type: text/html\r\n\r\n", text(third));
    }

    @Test
    void statusAndContentTypeReplaceTheDefaultsInAnyCase() {
        head.add("status", "404 Not Found");
        head.add("content-TYPE: text/plain");
        assertEquals("Status: 404 Not Found\r\nX-Powered-By: Lua\r\nContent-Type: text/plain\r\n\r\n", written());
    }

    @Test
    void aRawLineMayCarryItsLineEnd() {
        head.add("X-A: 1\r\n");
        head.add("X-B: 2\n");
        assertTrue(written().contains("\r\nX-A: 1\r\nX-B: 2\r\nContent-Type"), written());
    }

    @Test
    void aRedirectWithoutAStatusIsFoundSinceSomeWebServersWouldTakeItForAPage() {
        head.add("Location", "/elsewhere");
        assertEquals(
                "X-Powered-By: Lua\r\nLocation: /elsewhere\r\nContent-Type: text/html\r\nStatus: 302 Found\r\n\r\n",
                written());
    }

    @Test
    void aRedirectKeepsTheStatusThatTheScriptSet() {
        head.add("Status", "301 Moved Permanently");
        head.add("Location", "/elsewhere");
        assertTrue(written().endsWith("\r\nStatus: 301 Moved Permanently\r\n\r\n"), written());
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
    void bytesAbove127PassUnchanged() {
        head.add("X-A", "\u00e4\u00ff");
        assertTrue(written().contains("X-A: \u00e4\u00ff\r\n"), written());
    }

    @Test
    void anAuthorizerThatAdmitsSendsWhatTheScriptSetAndNothingElse() {
        authorizer.add("Status", "200 OK");
        authorizer.add("Variable-USER", "ann");
        assertEquals("Status: 200 OK\r\nVariable-USER: ann\r\n\r\n", text(authorizer));
        authorizer.add("Content-Type", "text/x");
        assertEquals("Status: 200 OK\r\nVariable-USER: ann\r\nContent-Type: text/x\r\n\r\n", text(authorizer));
    }

    @Test
    void anAuthorizerThatSetsNoStatusDenies() {
        assertTrue(authorizer.isSilentAuthorizer());
        assertEquals("Status: 403 Forbidden\r\nX-Powered-By: Lua\r\nContent-Type: text/html\r\n\r\n", text(authorizer));
    }

    @Test
    void anAuthorizersRedirectIsNoAdmittance() {
        authorizer.add("Location", "/login");
        assertTrue(text(authorizer).startsWith("Status: 302 Found\r\n"), text(authorizer));
    }

    @Test
    void otherDefaultsHoldForWhatTheScriptDoesNotSet() {
        head.defaults(RequestSettings.DEFAULT.withHttpStatus("404 Not Found").withContentType("text/plain"));
        assertEquals("Status: 404 Not Found\r\nX-Powered-By: Lua\r\nContent-Type: text/plain\r\n\r\n", written());
        head.add("Content-Type", "a/b");
        head.add("Status", "403 Forbidden");
        head.defaults(RequestSettings.DEFAULT.withContentType("c/d"));
        assertEquals("Status: 403 Forbidden\r\nX-Powered-By: Lua\r\nContent-Type: a/b\r\n\r\n", written());
        RequestSettings forged = RequestSettings.DEFAULT.withHttpStatus("200 OK\r\nX-Forged: 1");
        assertThrows(LuaError.class, () -> head.defaults(forged));
    }

    @Test
    void headersAboveTheLimitFailTheScriptByName() {
        head.add("X-A", "x".repeat(60_000));
        LuaError e = assertThrows(LuaError.class, () -> head.add("X-B", "x".repeat(6_000)));
        assertTrue(e.getMessage().contains("X-B") && e.getMessage().contains("'maxheader'"), e.getMessage());
        assertTrue(written().length() < 64 << 10, "what was refused is not sent");
    }

    @Test
    void aDefaultTypeGivesWayToTheScriptsOwn() {
        head.defaultType("image/png");
        assertTrue(written().contains("Content-Type: image/png\r\n"), written());
        head.add("Content-Type", "text/x");
        head.defaultType(null);
        assertTrue(written().contains("Content-Type: text/x\r\n"), written());
    }
}
