package luafcgid.ext.form.body;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A header's value with parameters: {@code form-data; name="a"}.
 *
 * @param main what comes before the parameters, in lower case
 * @param parameters by lower-case names, as they were sent but for the quotes
 */
public record HeaderValue(String main, Map<String, String> parameters) {
    public HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    /**
     * Takes a value apart.
     *
     * @throws BadFormException when a parameter comes twice: its readers would not agree on which counts
     */
    public static HeaderValue parse(String text) throws BadFormException {
        int semicolon = text.indexOf(';');
        String main =
                (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        Scanner scanner = new Scanner(text, semicolon < 0 ? text.length() : semicolon);
        while (scanner.next()) {
            if (parameters.put(scanner.name, scanner.value) != null) {
                throw BadFormException.malformed("a header has the parameter " + Text.shown(scanner.name) + " twice");
            }
        }
        return new HeaderValue(main, parameters);
    }

    /** Goes from parameter to parameter. */
    private static final class Scanner {
        private final String text;
        private int at;
        private String name = "";
        private String value = "";

        Scanner(String text, int at) {
            this.text = text;
            this.at = at;
        }

        boolean next() {
            while (at < text.length() && (text.charAt(at) == ';' || isSpace(text.charAt(at)))) {
                at++;
            }
            if (at == text.length()) {
                return false;
            }
            int from = at;
            while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ';') {
                at++;
            }
            name = text.substring(from, at).strip().toLowerCase(Locale.ROOT);
            value = "";
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                while (at < text.length() && isSpace(text.charAt(at))) {
                    at++;
                }
                value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
            }
            return true;
        }

        private String bare() {
            int end = text.indexOf(';', at);
            String bare = text.substring(at, end < 0 ? text.length() : end).strip();
            at = end < 0 ? text.length() : end;
            return bare;
        }

        /**
         * Browsers send backslashes as they are, old ones whole paths; others escape quotes and backslashes. So a backslash escapes
         * only these two, and a quote only where another one is left to end the value.
         */
        private String quoted() {
            StringBuilder value = new StringBuilder();
            int last = text.lastIndexOf('"');
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length() && isEscaped(text.charAt(at), last)) {
                    c = text.charAt(at++);
                }
                value.append(c);
            }
            int end = text.indexOf(';', at);
            at = end < 0 ? text.length() : end;
            return value.toString();
        }

        private boolean isEscaped(char c, int last) {
            return c == '\\' || (c == '"' && at < last);
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t';
        }
    }
}
