package luafcgid.ext.form.body;

import java.util.Arrays;

/**
 * Finds a delimiter, which begins with a line break and holds no other (Horspool's algorithm). A candidate is compared from its
 * beginning: that no two candidates can share a beginning keeps the effort linear, whatever boundary a client chose.
 */
final class DelimiterSearch {
    private final byte[] pattern;
    private final int[] skip = new int[256];

    DelimiterSearch(byte[] pattern) {
        this.pattern = pattern.clone();
        int last = pattern.length - 1;
        Arrays.fill(skip, pattern.length);
        for (int i = 0; i < last; i++) {
            skip[pattern[i] & 0xff] = last - i;
        }
    }

    int length() {
        return pattern.length;
    }

    /** Where the first whole delimiter begins between two offsets; -1 when there is none. */
    int find(byte[] bytes, int from, int to) {
        int last = pattern.length - 1;
        byte lastByte = pattern[last];
        for (int i = from + last; i < to; i += skip[bytes[i] & 0xff]) {
            if (bytes[i] == lastByte && isAt(bytes, i - last)) {
                return i - last;
            }
        }
        return -1;
    }

    /** Whether it is at an offset that leaves room for it. */
    boolean isAt(byte[] bytes, int offset) {
        return bytes[offset] == pattern[0]
                && Arrays.equals(bytes, offset, offset + pattern.length, pattern, 0, pattern.length);
    }
}
