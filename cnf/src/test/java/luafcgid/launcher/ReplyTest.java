package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Reply reply = new Reply(out);

    @ParameterizedTest
    @ValueSource(strings = {"", "out\n", "a\0b", "\0" + "12", "\0" + "0\nmore", "\0\0\0"})
    void theStatusIsCutFromTheEndHoweverTheBytesArrive(String output) throws IOException {
        byte[] expected = output.getBytes(StandardCharsets.UTF_8);
        byte[] all = (output + "\0" + "78\n").getBytes(StandardCharsets.UTF_8);
        for (long seed = 0; seed < 50; seed++) {
            out.reset();
            Reply each = new Reply(out);
            Random random = new Random(seed);
            for (int at = 0; at < all.length; ) {
                int n = 1 + random.nextInt(all.length - at);
                each.write(all, at, n);
                at += n;
            }
            each.end();
            assertEquals(OptionalInt.of(78), each.status(), "seed " + seed);
            assertArrayEquals(expected, out.toByteArray(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half an answ", "x\0" + "1", "x\0nine\n"})
    void aReplyThatBreaksOffHasNoStatusAndLosesNothing(String output) throws IOException {
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        reply.write(bytes, 0, bytes.length);
        reply.end();
        assertEquals(OptionalInt.empty(), reply.status());
        assertEquals(output, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void outputIsPassedOnBeforeTheReplyEnds() throws IOException {
        byte[] line = "first line of a long job\n".getBytes(StandardCharsets.UTF_8);
        reply.write(line, 0, line.length);
        assertArrayEquals(line, out.toByteArray());
    }
}
