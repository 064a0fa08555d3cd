package luafcgid.launcher;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An option of the command line; each takes one value, but for those that have none. */
enum Option {
    LISTEN("ADDR", "listen for FastCGI: /path.sock, unix:/path, HOST:PORT, :PORT (loopback); repeatable"),
    HTTP("ADDR", "serve HTTP for development: HOST:PORT, :PORT or off; default 127.0.0.1:8080"),
    VAR("DIR", "sockets, caches, logs, pid; default $XDG_STATE_HOME/luafcgid or ~/.local/state/luafcgid"),
    SET("PID:key=value", "one value of one configuration, before what files say; repeatable"),
    CONF("DIR", "configuration files that replace those of the same name in conf/"),
    CONFIG("FILE", "an old configuration file in Lua, before what files say; --set and --listen go before it"),
    IMPORT("FILE", "the old configuration file, of luafcgid or luafcgid2"),
    FORCE("", "change files of --conf, or of conf/, that have been edited; what they were is kept as FILE.old"),
    BODY("TEXT|@FILE", "the request's body, which makes it a POST; @- is standard input"),
    PARAM("NAME=VALUE", "one more CGI variable, or another value of one; repeatable"),
    ROLE("ROLE", "what the script is to be: responder, authorizer or filter"),
    DATA("FILE", "the file that a filter is to filter");

    private static final Map<String, Option> SHORT = Map.of("-d", BODY, "-p", PARAM);
    /** What describes a request of the command get. */
    static final Set<Option> OF_GET = Collections.unmodifiableSet(EnumSet.of(BODY, PARAM, ROLE, DATA));
    /** What says what the command config does. */
    static final Set<Option> OF_CONFIG = Collections.unmodifiableSet(EnumSet.of(IMPORT, FORCE));
    /** What describes a daemon. */
    static final Set<Option> OF_DAEMON = Arrays.stream(values())
            .filter(option -> !OF_GET.contains(option) && !OF_CONFIG.contains(option))
            .collect(Collectors.toUnmodifiableSet());

    private final String value;
    private final String summary;

    Option(String value, String summary) {
        this.value = value;
        this.summary = summary;
    }

    String word() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }

    String value() {
        return value;
    }

    String summary() {
        return summary;
    }

    boolean repeatable() {
        return this == LISTEN || this == SET || this == PARAM;
    }

    /** Whether it is given by itself. */
    boolean isFlag() {
        return value.isEmpty();
    }

    /** As the help shows it: with the short form, where there is one. */
    String usage() {
        String spelled = SHORT.entrySet().stream()
                .filter(entry -> entry.getValue() == this)
                .map(entry -> entry.getKey() + ", ")
                .findFirst()
                .orElse("");
        return (spelled + word() + " " + value).strip();
    }

    static Optional<Option> of(String word) {
        if (SHORT.containsKey(word)) {
            return Optional.of(SHORT.get(word));
        }
        return Arrays.stream(values())
                .filter(option -> option.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Option::word).toList();
    }
}
