package luafcgid.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMatcherTest {
    @ParameterizedTest
    @CsvSource({
        "Hello, say Hello World, true",
        "Hello, say hello world, false",
        "aab, aaab, true",
        "abac, abaabac, true",
        "abac, ababab, false",
        "'', anything, true"
    })
    void findsATextInPiecesOfAnySize(String text, String input, boolean found) {
        for (int piece = 1; piece <= input.length(); piece++) {
            TextMatcher matcher = new TextMatcher(text);
            ByteBuf in = Unpooled.copiedBuffer(input, StandardCharsets.UTF_8);
            while (in.isReadable()) {
                int n = Math.min(piece, in.readableBytes());
                matcher.look(in, n);
                in.skipBytes(n);
            }
            assertEquals(found, matcher.found(), "pieces of " + piece);
        }
    }
}
