package luafcgid.test;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Comparison of texts too long to be shown. */
public final class Texts {
    private static final int SHOWN = 60;

    private Texts() {}

    /** The texts are the same; else says where they part. */
    public static void assertSame(String expected, String actual) {
        byte[] wanted = expected.getBytes(StandardCharsets.UTF_8);
        byte[] got = actual.getBytes(StandardCharsets.UTF_8);
        int at = Arrays.mismatch(wanted, got);
        if (at >= 0) {
            fail("of " + got.length + " bytes instead of " + wanted.length + " those from " + at + " on differ: '"
                    + excerpt(got, at) + "' instead of '" + excerpt(wanted, at) + "'");
        }
    }

    private static String excerpt(byte[] bytes, int at) {
        return new String(bytes, at, Math.min(SHOWN, bytes.length - at), StandardCharsets.UTF_8);
    }
}
