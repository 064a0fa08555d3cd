package luafcgid.ext.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.luaj.vm2.LuaError;

/** How much an entry matters. */
enum LogLevel {
    TRACE(System.Logger.Level.TRACE),
    DEBUG(System.Logger.Level.DEBUG),
    INFO(System.Logger.Level.INFO),
    WARN(System.Logger.Level.WARNING),
    ERROR(System.Logger.Level.ERROR);

    private final System.Logger.Level level;

    LogLevel(System.Logger.Level level) {
        this.level = level;
    }

    System.Logger.Level level() {
        return level;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static LogLevel of(String text) {
        for (LogLevel level : values()) {
            if (level.text().equals(text)) {
                return level;
            }
        }
        String names = Arrays.stream(values()).map(LogLevel::text).collect(Collectors.joining(", "));
        throw new LuaError("bad argument #1: invalid level '" + text + "': there are " + names);
    }
}
