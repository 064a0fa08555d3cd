package luafcgid.daemon.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code PID:key=value} of the command line. A value written {@code [a,b]} is a list; {@code \,} is a comma in it. */
record Setting(String pid, String key, Object value) {
    private static final Pattern FORM =
            Pattern.compile("(?<pid>[\\w.-]+(?:~[^:=\\s]+)?):(?<key>[\\w.-]+)=(?<value>.*)", Pattern.DOTALL);
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    static Setting parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--set '" + text
                    + "': write PID:key=value, as in luafcgid.lua.Pool:states=20 or"
                    + " luafcgid.protocol.Listener~main:address=127.0.0.1:9000");
        }
        return new Setting(matcher.group("pid"), matcher.group("key"), value(matcher.group("value")));
    }

    private static Object value(String text) {
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() < 2) {
            return text;
        }
        String inner = text.substring(1, text.length() - 1);
        List<String> values = new ArrayList<>();
        if (!inner.isBlank()) {
            for (String value : COMMA.split(inner, -1)) {
                values.add(value.strip().replace("\\,", ","));
            }
        }
        return values.toArray(String[]::new);
    }
}
