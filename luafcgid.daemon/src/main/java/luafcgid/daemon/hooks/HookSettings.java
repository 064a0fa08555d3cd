package luafcgid.daemon.hooks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which hooks there are.
 *
 * @param folder   the working directory of their state where there is no file
 * @param file     whose functions and chunks are hooks; executed first
 * @param chunks   further hooks, each as Lua or as the name of a file after {@code @}
 * @param watchdog how long one may take
 */
record HookSettings(Path folder, Optional<Path> file, Map<Hook, List<String>> chunks, Duration watchdog) {
    private static final double NANOS = 1e9;
    private static final int DAY = 86_400;

    HookSettings {
        chunks = Map.copyOf(chunks);
    }

    /** What the configuration says, validated. */
    static HookSettings of(HooksConfig config, Path folder) {
        if (!(config.watchdog() >= 0.1 && config.watchdog() <= DAY)) {
            throw invalid("watchdog=" + config.watchdog() + " is not 0.1 to " + DAY + " seconds");
        }
        Map<Hook, List<String>> chunks = Map.of(
                Hook.STARTUP, chunks("startup", config.startup()),
                Hook.HOUSEKEEPING, chunks("housekeeping", config.housekeeping()),
                Hook.SHUTDOWN, chunks("shutdown", config.shutdown()));
        Optional<Path> file = config.file().isEmpty() ? Optional.empty() : Optional.of(absolute("file", config.file()));
        return new HookSettings(folder, file, chunks, Duration.ofNanos((long) (config.watchdog() * NANOS)));
    }

    private static List<String> chunks(String key, String[] chunks) {
        for (String chunk : chunks) {
            if (chunk.startsWith("@")) {
                absolute(key, chunk.substring(1));
            }
        }
        return Stream.of(chunks).filter(chunk -> !chunk.isBlank()).toList();
    }

    private static Path absolute(String key, String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw invalid(key + "=" + text + " is not the absolute path of a Lua file");
        }
        return path;
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException(HooksConfig.PID + ": " + what);
    }

    boolean isEmpty() {
        return file.isEmpty() && chunks.values().stream().allMatch(List::isEmpty);
    }

    /** The working directory of their state. */
    Path home() {
        return file.map(Path::getParent).orElse(folder);
    }
}
