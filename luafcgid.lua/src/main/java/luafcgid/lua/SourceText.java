package luafcgid.lua;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text that a chunk was compiled from, for who looks for an error in it. Scripts choose the names of chunks, so that no file of that
 * name need have to do with it, and a file may have changed since. Immutable; any thread.
 */
public final class SourceText {
    /** Of a chunk whose text is not kept. */
    public static final SourceText NONE = new SourceText(new byte[0]);

    /** Bytes of a text that is looked through: what is longer was not written by a person. */
    private static final int LONGEST = 4 << 20;

    private final byte[] bytes;

    private SourceText(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A text.
     *
     * @param bytes kept as they are: not to be changed any more
     */
    public static SourceText of(byte[] bytes) {
        return new SourceText(bytes);
    }

    /**
     * Some lines, without their ends; what is not UTF-8 in them is replaced.
     *
     * @param first the number of the first, from 1; a lower one counts as 1
     * @param last  the number of the last; there may be fewer lines
     * @return none where the text is not kept, or is longer than 4 MB
     */
    public List<String> lines(int first, int last) {
        List<String> lines = new ArrayList<>();
        if (bytes.length > LONGEST) {
            return lines;
        }
        int start = 0;
        for (int number = 1; number <= last && start < bytes.length; number++) {
            int end = start;
            while (end < bytes.length && !isEnd(bytes[end])) {
                end++;
            }
            if (number >= first) {
                lines.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            }
            start = afterEnd(end);
        }
        return lines;
    }

    /** As Lua counts lines: two different characters that end one are one end. */
    private int afterEnd(int end) {
        boolean two = end + 1 < bytes.length && isEnd(bytes[end + 1]) && bytes[end + 1] != bytes[end];
        return end + (two ? 2 : 1);
    }

    private static boolean isEnd(byte character) {
        return character == '\n' || character == '\r';
    }
}
