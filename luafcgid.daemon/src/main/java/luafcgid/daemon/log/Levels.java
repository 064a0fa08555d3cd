package luafcgid.daemon.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The levels of some loggers, as long as this is open; what they had before comes back afterwards. */
final class Levels implements AutoCloseable {
    private record Change(Logger logger, @Nullable Level before) {}

    // Strong references: the log manager forgets a logger, and its level, when nobody holds it.
    private final List<Change> changes = new ArrayList<>();

    Levels(Map<String, Level> levels) {
        levels.forEach((name, level) -> {
            Logger logger = Logger.getLogger(name);
            changes.add(new Change(logger, logger.getLevel()));
            logger.setLevel(level);
        });
    }

    @Override
    public void close() {
        changes.forEach(change -> change.logger.setLevel(change.before));
    }

    /** Reads the value of {@code level} or of an entry of {@code levels}. */
    static Level parse(String key, String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "OFF" -> Level.OFF;
            case "ERROR", "SEVERE" -> Level.SEVERE;
            case "WARN", "WARNING" -> Level.WARNING;
            case "INFO" -> Level.INFO;
            case "DEBUG", "FINE" -> Level.FINE;
            case "TRACE", "FINER", "FINEST", "ALL" -> Level.ALL;
            default ->
                throw new IllegalArgumentException(
                        key + " '" + text + "': a level is one of OFF, ERROR, WARN, INFO, DEBUG, TRACE");
        };
    }

    /** Reads entries {@code logger=LEVEL}. */
    static Map<String, Level> parse(List<String> entries) {
        Map<String, Level> levels = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "levels '" + entry + "': write logger=LEVEL, as in luafcgid.protocol=DEBUG");
            }
            levels.put(entry.substring(0, equals).strip(), parse("levels", entry.substring(equals + 1)));
        }
        return levels;
    }
}
