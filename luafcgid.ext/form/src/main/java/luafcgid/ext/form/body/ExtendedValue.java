package luafcgid.ext.form.body;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import luafcgid.lua.Latin1;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Values as {@code UTF-8''na%C3%AFve} (RFC 8187). Forms should not have them; some clients send them all the same. */
final class ExtendedValue {
    private ExtendedValue() {}

    /** As UTF-8, one character per byte; null for what is not well formed or in an unknown charset. */
    static @Nullable String decode(String value) {
        int charsetEnd = value.indexOf('\'');
        int languageEnd = value.indexOf('\'', charsetEnd + 1);
        if (charsetEnd < 0 || languageEnd < 0) {
            return null;
        }
        Charset charset =
                switch (value.substring(0, charsetEnd).toLowerCase(Locale.ROOT)) {
                    case "utf-8", "us-ascii" -> StandardCharsets.UTF_8;
                    case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
                    default -> null;
                };
        if (charset == null) {
            return null;
        }
        byte[] encoded = value.substring(languageEnd + 1).getBytes(StandardCharsets.ISO_8859_1);
        LuaString bytes = Percent.decode(encoded, 0, encoded.length, false);
        if (charset.equals(StandardCharsets.UTF_8)) {
            return Latin1.decode(bytes);
        }
        return new String(Latin1.decode(bytes).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
