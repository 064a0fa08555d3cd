package luafcgid.lua.differential;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Dialect;

/** What C Lua printed for a topic's snippets, as its file beside them holds it: parts that begin {@code --- name: 5.1 5.2}. */
final class Records {
    private final Map<String, Map<Dialect, String>> outputs = new LinkedHashMap<>();

    static Records parse(String topic, String file) {
        Records records = new Records();
        for (Snippet part : Snippet.parse(topic, file)) {
            part.dialects().forEach(dialect -> records.put(part.name(), dialect, part.text()));
        }
        return records;
    }

    void put(String name, Dialect dialect, String output) {
        outputs.computeIfAbsent(name, key -> new EnumMap<>(Dialect.class)).put(dialect, whole(output));
    }

    /** An output as a record holds it: ended by a line's end, if there is any. */
    static String whole(String output) {
        return output.isEmpty() || output.endsWith("\n") ? output : output + "\n";
    }

    /** What was recorded; nothing that any program prints where nothing was. */
    String output(String name, Dialect dialect) {
        return Objects.requireNonNullElse(
                outputs.getOrDefault(name, Map.of()).get(dialect), "(not recorded for " + dialect.version() + ")");
    }

    /** The file: dialects that print the same share a part. */
    String text() {
        StringBuilder text = new StringBuilder();
        outputs.forEach((name, byDialect) -> {
            Map<String, List<String>> alike = new LinkedHashMap<>();
            byDialect.forEach((dialect, output) ->
                    alike.computeIfAbsent(output, key -> new ArrayList<>()).add(dialect.version()));
            alike.forEach((output, versions) -> text.append("--- ")
                    .append(name)
                    .append(": ")
                    .append(String.join(" ", versions))
                    .append('\n')
                    .append(output));
        });
        return text.toString();
    }
}
