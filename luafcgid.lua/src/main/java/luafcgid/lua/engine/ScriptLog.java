package luafcgid.lua.engine;

import java.nio.file.Path;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The log of the engine, with the script's path before every message. */
record ScriptLog(System.Logger log, Path script) implements System.Logger {
    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.isLoggable(level);
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        log.log(level, bundle, prefixed(message), thrown);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
        log.log(level, bundle, prefixed(format), params);
    }

    private String prefixed(@Nullable String message) {
        return LogText.escape(script.toString()) + ": " + message;
    }
}
