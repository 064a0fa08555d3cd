package luafcgid.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes on the output of a command as it comes and keeps back what may be its last line: NUL, the decimal status and a
 * newline. Output may hold such bytes anywhere else.
 */
final class Reply {
    /** NUL, a sign, ten digits, newline. */
    private static final int LONGEST = 13;

    private static final Pattern LAST = Pattern.compile("\0(-?\\d{1,9})\n");

    private final OutputStream out;
    private byte[] kept = {};

    Reply(OutputStream out) {
        this.out = out;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] all = new byte[kept.length + length];
        System.arraycopy(kept, 0, all, 0, kept.length);
        System.arraycopy(bytes, offset, all, kept.length, length);
        int pass = all.length;
        for (int i = Math.max(0, all.length - LONGEST); i < all.length; i++) {
            if (all[i] == 0) {
                pass = i;
            }
        }
        out.write(all, 0, pass);
        out.flush();
        kept = java.util.Arrays.copyOfRange(all, pass, all.length);
    }

    /** No more comes. */
    void end() throws IOException {
        if (status().isEmpty()) {
            out.write(kept);
            out.flush();
            kept = new byte[0];
        }
    }

    /** The status of the command; empty when the reply broke off. */
    OptionalInt status() {
        Matcher matcher = LAST.matcher(new String(kept, StandardCharsets.ISO_8859_1));
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
