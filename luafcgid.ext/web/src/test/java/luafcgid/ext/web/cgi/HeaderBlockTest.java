package luafcgid.ext.web.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static CgiHead parse(String text) throws MalformedHeaderException {
        HeaderBlock block = new HeaderBlock();
        byte[] bytes = bytes(text);
        assertEquals(bytes.length, block.accept(bytes, 0, bytes.length));
        assertTrue(block.isComplete(), "complete");
        return block.head();
    }

    @Test
    void aBlockIsReadHoweverItIsCut() throws Exception {
        for (String end : List.of("\r\n", "\n")) {
            byte[] all =
                    bytes("Status: 404 Not here" + end + "X-A: 1" + end + "Content-Length: 4" + end + end + "body");
            for (int cut = 0; cut <= all.length; cut++) {
                HeaderBlock block = new HeaderBlock();
                int taken = block.accept(all, 0, cut);
                if (taken == cut) {
                    taken += block.accept(all, cut, all.length - cut);
                }
                assertEquals(all.length - 4, taken, "cut at " + cut);
                CgiHead expected = new CgiHead(404, "Not here", List.of(new CgiHead.Field("X-A", "1")), 4);
                assertEquals(expected, block.head(), "cut at " + cut);
            }
        }
    }

    @Test
    void withoutStatusALocationRedirectsAndAllElseSucceeds() throws Exception {
        assertEquals(200, parse("X: y\n\n").status());
        assertEquals(302, parse("Location: /a\n\n").status());
        assertEquals(303, parse("Location: /a\nStatus: 303\n\n").status());
        assertEquals(200, parse("\n").status());
    }

    @Test
    void whatConcernsTheConnectionIsNotTheScripts() throws Exception {
        assertEquals(
                List.of(new CgiHead.Field("Set-Cookie", "a=1"), new CgiHead.Field("Set-Cookie", "b=2")),
                parse(
                                "Connection: close\nSet-Cookie: a=1\nTransfer-Encoding: chunked\nKeep-Alive: x\nSet-Cookie: b=2\n\n")
                        .fields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "just text\n",
                ": no name\n",
                "a b: c\n",
                " folded: x\n",
                "X: a\rb\n",
                "X: a\0b\n",
                "Status: fine\n",
                "Status: 99\n",
                "Status: 101 Switching\n",
                "Content-Length: -1\n",
                "Content-Length: 1\nContent-Length: 2\n"
            })
    void whatIsNoHeaderIsRefusedWithItsLine(String text) {
        HeaderBlock block = new HeaderBlock();
        byte[] bytes = bytes(text);
        var e = assertThrows(MalformedHeaderException.class, () -> block.accept(bytes, 0, bytes.length));
        assertTrue(e.getMessage().contains(": "), e.getMessage());
    }

    @Test
    void outputThatNeverEndsItsHeaderIsRefusedInTime() {
        HeaderBlock block = new HeaderBlock();
        byte[] bytes = bytes("x".repeat(70_000));
        assertThrows(MalformedHeaderException.class, () -> block.accept(bytes, 0, bytes.length));
        assertFalse(block.isComplete());
    }
}
