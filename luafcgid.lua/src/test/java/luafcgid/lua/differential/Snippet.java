package luafcgid.lua.differential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * A small program. Topic files hold many, each after a line {@code --- name: dialects [kind]}: dialects as {@code 5.1}, {@code 5.1-5.2},
 * {@code 5.3+} or several of these, all when there is none; the kind of difference to C Lua that it shows, mostly none.
 */
record Snippet(String topic, String name, Set<Dialect> dialects, String kind, String text) {
    private static final Pattern HEAD = Pattern.compile("--- ([^:\\[\\n]+?)(?:: ([0-9.+ -]+?))?(?: \\[([a-z -]+)])?");

    String id(Dialect dialect) {
        return dialect.version() + " " + topic + ": " + name;
    }

    /** The snippets of a topic's file. */
    static List<Snippet> parse(String topic, String file) {
        List<Snippet> snippets = new ArrayList<>();
        for (String part : file.split("(?m)^(?=--- )", -1)) {
            int end = part.indexOf('\n');
            Matcher head = HEAD.matcher(part.substring(0, Math.max(end, 0)));
            if (!head.matches()) {
                throw new IllegalArgumentException(topic + ".lua: not the head of a snippet: "
                        + part.lines().findFirst());
            }
            String kind = head.group(3) == null ? "" : head.group(3);
            snippets.add(new Snippet(topic, head.group(1), dialects(head.group(2)), kind, part.substring(end + 1)));
        }
        return snippets;
    }

    private static Set<Dialect> dialects(@Nullable String words) {
        Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
        for (String word : (words == null ? "5.1+" : words).split(" ", -1)) {
            String first = word.substring(0, 3);
            String last = word.endsWith("+") ? "5.4" : word.length() == 7 ? word.substring(4) : first;
            for (Dialect dialect : Dialect.values()) {
                if (dialect.version().compareTo(first) >= 0 && dialect.version().compareTo(last) <= 0) {
                    dialects.add(dialect);
                }
            }
        }
        return dialects;
    }
}
