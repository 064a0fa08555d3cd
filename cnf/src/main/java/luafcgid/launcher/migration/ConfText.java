package luafcgid.launcher.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a {@code .config} file, as Felix reads it. */
public final class ConfText {
    private ConfText() {}

    /**
     * Puts settings into a text: in the place of those of the same keys, the others at its end.
     *
     * @param settings a String or a list of them for each key
     */
    public static String with(String text, Map<String, Object> settings) {
        List<String> lines = new ArrayList<>();
        List<String> written = new ArrayList<>();
        text.lines().forEach(line -> {
            String key = key(line);
            Object value = settings.get(key);
            lines.add(value == null ? line : line(key, value));
            written.add(key);
        });
        settings.forEach((key, value) -> {
            if (!written.contains(key)) {
                lines.add(line(key, value));
            }
        });
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Of which setting a line is; no key for comments. */
    private static String key(String line) {
        int equals = line.indexOf('=');
        return equals < 0 || line.startsWith("#")
                ? ""
                : line.substring(0, equals).strip();
    }

    private static String line(String key, Object value) {
        return key + "="
                + (value instanceof List<?> list
                        ? list.stream().map(ConfText::quoted).collect(Collectors.joining(",", "[", "]"))
                        : quoted(value));
    }

    /** Quoted; a backslash is unescaped twice when it is read, and <code>${</code> would stand for another value. */
    private static String quoted(Object value) {
        String text =
                value.toString().replace("\\", "\\\\\\\\").replace("\"", "\\\"").replace("=", "\\=");
        return '"' + text.replace("${", "$\\\\{") + '"';
    }
}
