package luafcgid.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Looks for a text in bytes that come in pieces of any size (Knuth, Morris, Pratt: no byte is looked at twice). */
final class TextMatcher {
    private final byte[] text;
    /** For every prefix of the text: how many bytes of its start its end repeats. */
    private final int[] fallback;

    private int matched;

    TextMatcher(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        fallback = new int[this.text.length + 1];
        int k = 0;
        for (int i = 1; i < this.text.length; i++) {
            while (k > 0 && this.text[k] != this.text[i]) {
                k = fallback[k];
            }
            fallback[i + 1] = this.text[k] == this.text[i] ? ++k : 0;
        }
    }

    void reset() {
        matched = 0;
    }

    boolean found() {
        return matched == text.length;
    }

    void look(ByteBuf in, int length) {
        for (int i = in.readerIndex(), end = i + length; i < end && !found(); i++) {
            byte next = in.getByte(i);
            while (matched > 0 && text[matched] != next) {
                matched = fallback[matched];
            }
            if (text[matched] == next) {
                matched++;
            }
        }
    }
}
