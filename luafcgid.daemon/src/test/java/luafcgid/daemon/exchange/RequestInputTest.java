package luafcgid.daemon.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RequestInputTest {
    /** Old and new array live together while one is copied to the other. */
    @ParameterizedTest
    @ValueSource(ints = {70_000, 300_000, 8 << 20, 100_000_001, Integer.MAX_VALUE - 8})
    void aBodyIsNeverHeldTwiceAndMemoryIsNotTakenOnAWord(int announced) {
        long peak = 0;
        int length = RequestInput.PIECE;
        while (length < announced) {
            int next = RequestInput.grown(length, announced);
            assertTrue(next > length, "it grows");
            assertTrue(next <= 4L * length + 3, "no more than four times what has come");
            peak = Math.max(peak, (long) length + next);
            length = next;
        }
        assertEquals(announced, length);
        assertTrue(peak <= announced * 3L / 2 + RequestInput.PIECE, "peak " + peak + " of " + announced);
    }
}
