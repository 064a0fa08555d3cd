package luafcgid.lua.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;

/**
 * Chunks, and what C Lua of each dialect says of them. Texts are Latin-1; {@code \n}, {@code \\} and three decimal digits after a backslash
 * stand for bytes.
 */
final class Messages {
    private static final String CHUNK = "chunk ";

    /** What C Lua says: {@code ok} or an error. */
    record Entry(String chunk, Map<Dialect, String> messages) {}

    private Messages() {}

    static List<Entry> all() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(Messages.class.getResourceAsStream("messages.txt"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            for (String line : text.lines().toList()) {
                if (line.startsWith(CHUNK)) {
                    String chunk = unescape(line.substring(CHUNK.length()));
                    entries.add(new Entry(chunk, new EnumMap<>(Dialect.class)));
                } else {
                    add(entries.get(entries.size() - 1), line.substring(2));
                }
            }
        }
        return entries;
    }

    private static void add(Entry entry, String line) {
        int colon = line.indexOf(": ");
        for (String version : line.substring(0, colon).split(" ", -1)) {
            entry.messages().put(dialect(version), line.substring(colon + 2));
        }
    }

    private static Dialect dialect(String version) {
        return Dialect.valueOf("LUA_" + version.replace('.', '_'));
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\') {
                plain.append(character);
            } else if (Character.isDigit(text.charAt(i + 1))) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4)));
                i += 3;
            } else {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            }
        }
        return plain.toString();
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n' || character == '\\') {
                escaped.append('\\').append(character == '\n' ? 'n' : character);
            } else if (character < ' ' || character > '~') {
                escaped.append(String.format("\\%03d", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
