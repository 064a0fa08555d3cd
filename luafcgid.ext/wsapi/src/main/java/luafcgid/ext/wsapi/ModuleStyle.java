package luafcgid.ext.wsapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a script shows of being one of WSAPI's before it runs. */
final class ModuleStyle {
    /** Bytes that are looked at: such a call comes early. */
    private static final int MOST = 16 << 10;

    private static final Pattern LAUNCHED = Pattern.compile("\\A#!.*\\bwsapi\\b", Pattern.UNIX_LINES);
    private static final Pattern MODULE = Pattern.compile("\\bmodule\\s*\\(?\\s*\\.\\.\\.");

    private ModuleStyle() {}

    /** Whether it cannot run without the name of a module: by its first line, or since it calls {@code module(...)}. */
    static boolean isOf(Path script) {
        String text = begin(script);
        return LAUNCHED.matcher(text).find() || MODULE.matcher(text).find();
    }

    /** Whether its first line has a launcher of WSAPI run it. */
    static boolean isLaunched(Path script) {
        return LAUNCHED.matcher(begin(script)).find();
    }

    private static String begin(Path script) {
        try (InputStream in = Files.newInputStream(script)) {
            return new String(in.readNBytes(MOST), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Whoever loads it says so.
            return "";
        }
    }
}
