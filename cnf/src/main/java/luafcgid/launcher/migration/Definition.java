package luafcgid.launcher.migration;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A global variable of a file.
 *
 * @param line  of its last assignment
 * @param value a Boolean, a Long, a Double, a String, a Map for a table, or an Optional with the name of another type
 */
record Definition(Path file, String name, int line, Object value) {
    /** Where it is, as messages begin. */
    String place() {
        return file + ":" + line + ": ";
    }

    /** The value as messages show it. */
    String shown() {
        if (value instanceof Optional<?> type) {
            return "a " + type.orElseThrow();
        }
        return value instanceof String text ? '"' + text + '"' : value instanceof Map ? "a table" : value.toString();
    }

    boolean isFunction() {
        return value.equals(Optional.of("function"));
    }
}
