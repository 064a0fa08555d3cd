package luafcgid.ext.wsapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether a script reads as one that cannot run without the name of a module: by its first line, or since it calls {@code module(...)}. */
final class ModuleStyle {
    /** Bytes that are looked at: such a call comes early. */
    private static final int MOST = 16 << 10;

    private static final Pattern SIGN =
            Pattern.compile("\\A#!.*\\bwsapi\\b|\\bmodule\\s*\\(?\\s*\\.\\.\\.", Pattern.UNIX_LINES);

    private ModuleStyle() {}

    static boolean isOf(Path script) {
        try (InputStream in = Files.newInputStream(script)) {
            return SIGN.matcher(new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException e) {
            // Whoever loads it says so.
            return false;
        }
    }
}
