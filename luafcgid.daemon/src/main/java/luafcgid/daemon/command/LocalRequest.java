package luafcgid.daemon.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import luafcgid.protocol.Role;
import org.jspecify.annotations.Nullable;

/**
 * One request of the daemon to itself, as a web server would send it.
 *
 * @param body of the request; empty when it has none
 * @param data what a filter is to filter; empty when there is none
 */
record LocalRequest(Role role, Map<String, String> params, Content body, Content data) {
    private static final String USAGE =
            "get [-p NAME=VALUE]... [-d TEXT|@FILE] [--role responder|authorizer|filter] [--data FILE] PATH";

    /** Reads what was typed behind {@code get}. */
    static LocalRequest of(Path root, List<String> words) throws IOException {
        Map<String, String> more = new LinkedHashMap<>();
        @Nullable String target = null;
        @Nullable String role = null;
        Optional<Content> body = Optional.empty();
        Optional<Content> data = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                if (target != null) {
                    throw wrong("one path too many: '" + word + "'");
                }
                target = word;
                continue;
            }
            if (++i == words.size()) {
                throw wrong(word + " needs a value");
            }
            String value = words.get(i);
            switch (word) {
                case "-p", "--param" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw wrong(word + " '" + value + "' is not NAME=VALUE");
                    }
                    more.put(value.substring(0, equals), value.substring(equals + 1));
                }
                case "-d", "--body" ->
                    body = Optional.of(
                            value.startsWith("@") ? Content.file(word, value.substring(1)) : Content.text(value));
                case "--data" -> data = Optional.of(Content.file(word, value));
                case "--role" -> role = value;
                default -> throw wrong("unknown option '" + word + "'");
            }
        }
        if (target == null) {
            throw wrong("no path");
        }
        return of(root, target, role(role, data.isPresent()), more, body, data.orElse(Content.NONE));
    }

    private static LocalRequest of(
            Path root, String target, Role role, Map<String, String> more, Optional<Content> body, Content data) {
        Map<String, String> params = params(root, target);
        body.ifPresent(content -> {
            params.put("REQUEST_METHOD", "POST");
            params.put("CONTENT_TYPE", "application/x-www-form-urlencoded");
            params.put("CONTENT_LENGTH", String.valueOf(content.length()));
        });
        if (role == Role.AUTHORIZER) {
            // Section 6.3 of FastCGI 1.0: the script is not what the client asked for, and the body is not its
            // business.
            params.keySet().removeAll(List.of("SCRIPT_NAME", "CONTENT_LENGTH"));
        } else if (role == Role.FILTER) {
            params.put("FCGI_DATA_LAST_MOD", String.valueOf(data.lastModified().getEpochSecond()));
            params.put("FCGI_DATA_LENGTH", String.valueOf(data.length()));
        }
        params.putAll(more);
        return new LocalRequest(role, params, role == Role.AUTHORIZER ? Content.NONE : body.orElse(Content.NONE), data);
    }

    private static Role role(@Nullable String word, boolean hasData) throws IOException {
        if (word == null) {
            return hasData ? Role.FILTER : Role.RESPONDER;
        }
        Role role =
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "responder" -> Role.RESPONDER;
                    case "authorizer" -> Role.AUTHORIZER;
                    case "filter" -> Role.FILTER;
                    default -> throw wrong("--role '" + word + "' is none of responder, authorizer, filter");
                };
        if (hasData && role != Role.FILTER) {
            throw wrong("--data is for a filter, not for --role " + word);
        }
        return role;
    }

    private static IOException wrong(String what) {
        return new IOException("get: " + what + "; usage: " + USAGE);
    }

    private static Map<String, String> params(Path root, String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String name = path.startsWith("/") ? path : "/" + path;
        Map<String, String> params = new LinkedHashMap<>();
        params.put("GATEWAY_INTERFACE", "CGI/1.1");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("SERVER_SOFTWARE", "luafcgid");
        params.put("SERVER_NAME", "localhost");
        params.put("REQUEST_METHOD", "GET");
        params.put("REQUEST_URI", name + (question < 0 ? "" : target.substring(question)));
        params.put("QUERY_STRING", question < 0 ? "" : target.substring(question + 1));
        params.put("DOCUMENT_ROOT", root.toString());
        params.put("SCRIPT_NAME", name);
        params.put("SCRIPT_FILENAME", root + name);
        params.put("REMOTE_ADDR", "127.0.0.1");
        return params;
    }
}
