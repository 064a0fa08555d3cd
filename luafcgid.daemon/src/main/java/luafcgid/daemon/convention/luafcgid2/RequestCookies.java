package luafcgid.daemon.convention.luafcgid2;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import luafcgid.protocol.Params;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request, taken apart when they are asked for. Each byte is a character. As luafcgid2 reads them: {@code ,} separates as
 * {@code ;} does, neither within quotes; quotes around a value are no part of it; without {@code =} a value is empty; of equal names the last counts.
 */
final class RequestCookies {
    private final Params params;
    private @Nullable Map<String, String> all;

    RequestCookies(Params params) {
        this.params = params;
    }

    Map<String, String> all() {
        Map<String, String> known = all;
        if (known == null) {
            String header = params.get("HTTP_COOKIE", StandardCharsets.ISO_8859_1);
            known = header == null ? Map.of() : parse(header);
            all = known;
        }
        return known;
    }

    static Map<String, String> parse(String header) {
        Map<String, String> cookies = new LinkedHashMap<>();
        int at = 0;
        while (at < header.length()) {
            int nameEnd = at;
            while (nameEnd < header.length() && ",;=".indexOf(header.charAt(nameEnd)) < 0) {
                nameEnd++;
            }
            String name = strip(header.substring(at, nameEnd));
            int end = nameEnd;
            String value = "";
            if (nameEnd < header.length() && header.charAt(nameEnd) == '=') {
                end = valueEnd(header, nameEnd + 1);
                value = unquoted(header.substring(nameEnd + 1, end));
            }
            if (!name.isEmpty()) {
                cookies.put(name, value);
            }
            at = end + 1;
        }
        return cookies;
    }

    private static int valueEnd(String header, int from) {
        boolean quoted = false;
        int end = from;
        while (end < header.length() && (quoted || ",;".indexOf(header.charAt(end)) < 0)) {
            quoted ^= header.charAt(end) == '"';
            end++;
        }
        return end;
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        return last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"' ? value.substring(1, last) : value;
    }

    private static String strip(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && name.charAt(from) == ' ') {
            from++;
        }
        while (from < to && name.charAt(to - 1) == ' ') {
            to--;
        }
        return name.substring(from, to);
    }
}
