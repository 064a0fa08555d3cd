package luafcgid.ext.sql.vendor;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's three ways to name a database: its name, {@code key=value} pairs, a URI. */
final class ConnectionInfo {
    private static final Pattern PAIR = Pattern.compile(
            "\\s*(\\w+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*))\\s*", Pattern.DOTALL);

    private ConnectionInfo() {}

    static Map<String, String> parse(String source) throws SourceException {
        if (source.startsWith("postgresql://") || source.startsWith("postgres://")) {
            return uri(source);
        }
        if (source.indexOf('=') < 0) {
            return source.isEmpty() ? Map.of() : Map.of("dbname", source);
        }
        Map<String, String> info = new HashMap<>();
        Matcher pair = PAIR.matcher(source);
        int end = 0;
        while (end < source.length() && pair.region(end, source.length()).lookingAt()) {
            String quoted = pair.group(2);
            String value = quoted != null ? quoted : String.valueOf(pair.group(3));
            info.put(String.valueOf(pair.group(1)), value.replaceAll("\\\\(.)", "$1"));
            end = pair.end();
        }
        if (end < source.length()) {
            throw new SourceException(
                    "missing \"=\" after \"" + source.substring(end) + "\" in connection info string");
        }
        return info;
    }

    private static Map<String, String> uri(String source) throws SourceException {
        URI uri;
        try {
            uri = new URI(source);
        } catch (URISyntaxException e) {
            throw new SourceException("invalid connection URI: " + e.getReason());
        }
        Map<String, String> info = new HashMap<>();
        put(info, "host", uri.getHost());
        put(info, "port", uri.getPort() < 0 ? null : Integer.toString(uri.getPort()));
        String path = uri.getRawPath();
        put(info, "dbname", path == null || path.length() < 2 ? null : path.substring(1));
        String user = uri.getRawUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            put(info, "user", colon < 0 ? user : user.substring(0, colon));
            put(info, "password", colon < 0 ? null : user.substring(colon + 1));
        }
        String query = uri.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(info, pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return info;
    }

    private static void put(Map<String, String> info, String key, @Nullable String encoded) {
        if (encoded != null) {
            info.put(key, URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
    }
}
