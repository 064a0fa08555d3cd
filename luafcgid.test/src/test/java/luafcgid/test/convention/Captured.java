package luafcgid.test.convention;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names of a case stand for, which nobody knows before they are answered: see {@link Case#read}. */
final class Captured {
    private static final Pattern NAME = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String VALUE = "([A-Za-z0-9_-]+)";

    private final Map<String, String> values = new HashMap<>();

    /** The text with what is known in the place of its names. */
    String fill(String text) {
        return NAME.matcher(text).replaceAll(found -> values.getOrDefault(found.group(1), found.group()));
    }

    /** As {@link #fill(String)}; a name that is not known stands for what the same line of the answer has in its place. */
    String fill(String expected, String answer) {
        for (String line : expected.lines().toList()) {
            Matcher name = NAME.matcher(fill(line));
            if (name.find()) {
                String known = fill(line);
                Matcher found = Pattern.compile("(?m)^" + Pattern.quote(known.substring(0, name.start())) + VALUE
                                + Pattern.quote(known.substring(name.end())) + "\r?$")
                        .matcher(answer);
                if (found.find()) {
                    values.put(name.group(1), found.group(1));
                }
            }
        }
        return fill(expected);
    }
}
