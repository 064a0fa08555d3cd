package luafcgid.protocol.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files, connections among them, the system lets this process have open. */
final class OpenFiles {
    /** What is open besides connections: jars, sockets, logs, what scripts open. */
    private static final int OTHERS = 512;

    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)\\s.*");

    private OpenFiles() {}

    /** The limit, or empty where it cannot be told: on systems other than Linux, or when there is none. */
    static OptionalLong limit() {
        try {
            return limit(Files.readAllLines(Path.of("/proc/self/limits")));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong limit(List<String> limits) {
        return limits.stream()
                .map(LIMIT::matcher)
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst();
    }

    /** What is to be said when there may be more connections than files. */
    static Optional<String> objection(int connections, OptionalLong limit) {
        if (limit.isEmpty() || limit.getAsLong() >= (long) connections + OTHERS) {
            return Optional.empty();
        }
        return Optional.of("luafcgid.protocol.Limits: connections=" + connections + " need more than the "
                + limit.getAsLong()
                + " open files that the system allows; raise its limit (ulimit -H -n, LimitNOFILE in"
                + " systemd) or lower connections");
    }
}
