package luafcgid.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An option of the command line; each takes one value. */
enum Option {
    LISTEN("ADDR", "listen for FastCGI: /path.sock, unix:/path, HOST:PORT, :PORT (loopback); repeatable"),
    HTTP("ADDR", "serve HTTP for development: HOST:PORT, :PORT or off; default 127.0.0.1:8080"),
    VAR("DIR", "sockets, caches, logs, pid; default $XDG_STATE_HOME/luafcgid or ~/.local/state/luafcgid"),
    SET("PID:key=value", "one value of one configuration, before what files say; repeatable"),
    CONF("DIR", "configuration files that replace those of the same name in conf/");

    private final String value;
    private final String summary;

    Option(String value, String summary) {
        this.value = value;
        this.summary = summary;
    }

    String word() {
        return "--" + name().toLowerCase(java.util.Locale.ROOT);
    }

    String value() {
        return value;
    }

    String summary() {
        return summary;
    }

    boolean repeatable() {
        return this == LISTEN || this == SET;
    }

    static Optional<Option> of(String word) {
        return Arrays.stream(values())
                .filter(option -> option.word().equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Option::word).toList();
    }
}
