package luafcgid.lua.engine;

import java.nio.file.Path;
import java.util.ResourceBundle;
import luafcgid.lua.LogText;
import org.jspecify.annotations.Nullable;

/** A log named after the script's file, so that it can have a level of its own, with the script's path before every message. */
record ScriptLog(System.Logger log, Path script) implements System.Logger {
    private static final String PARENT = "luafcgid.script.";

    static ScriptLog of(Path script) {
        return new ScriptLog(System.getLogger(PARENT + name(script)), script);
    }

    /** The file's name without {@code .lua}. What would divide the name of a log, or is no letter, is replaced. */
    private static String name(Path script) {
        Path file = script.getFileName();
        return String.valueOf(file).replaceFirst("\\.lua$", "").replaceAll("[^\\p{L}\\p{N}_-]", "_");
    }

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
