package luafcgid.lua.string.utf8;

import luafcgid.lua.number.TextBuffer;

/** Writes characters. */
final class Encoder {
    private Encoder() {}

    /** Appends a code of up to 31 bits. */
    static void append(TextBuffer out, long code) {
        if (code < 0x80) {
            out.append((int) code);
            return;
        }
        int continuations = 1;
        while ((code >>> (6 * continuations)) > (0x3f >> continuations)) {
            continuations++;
        }
        out.append((int) ((0xff80 >> continuations) | (code >>> (6 * continuations))));
        for (int i = continuations - 1; i >= 0; i--) {
            out.append((int) (0x80 | ((code >>> (6 * i)) & 0x3f)));
        }
    }
}
