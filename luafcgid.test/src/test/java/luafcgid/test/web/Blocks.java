package luafcgid.test.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What {@code blocks.lua} sends: each block says which one it is. */
final class Blocks {
    static final int SIZE = 10_000;

    private Blocks() {}

    static String target(int count) {
        return "/blocks.lua?" + count;
    }

    /** Reads the blocks from {@code from} to before {@code to}; each is as it was sent. */
    static void read(InputStream in, int from, int to) throws IOException {
        byte[] expected = ("x".repeat(SIZE - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i < to; i++) {
            byte[] number = "%08d".formatted(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(number, 0, expected, 0, number.length);
            byte[] block = in.readNBytes(SIZE);
            int at = Arrays.mismatch(expected, block);
            if (at >= 0) {
                throw new AssertionError(
                        "block " + i + " of " + block.length + " bytes differs from byte " + at + " on");
            }
        }
    }
}
