package luafcgid.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** When the command was typed: before the start script looked for a Java and this one came up. */
final class StartTime {
    /** Environment variable, in milliseconds of the epoch, of a command that was given to another process. */
    static final String GIVEN = "LUAFCGID_STARTED";

    private static final Pattern BLANK = Pattern.compile(" ");

    private StartTime() {}

    static long millis() {
        String given = System.getenv(GIVEN);
        if (given != null && given.matches("\\d{10,16}")) {
            return Long.parseLong(given);
        }
        long now = System.currentTimeMillis();
        try {
            return now - age();
        } catch (IOException | RuntimeException e) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(now);
        }
    }

    /**
     * The milliseconds this process has been there, its start script included, which it replaced. The process handle of
     * the JDK would tell on Linux to the second only.
     */
    private static long age() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // The name of the program comes first, in parentheses, and may hold anything.
        List<String> fields = List.of(BLANK.split(stat.substring(stat.lastIndexOf(')') + 2)));
        long startedTicks = Long.parseLong(fields.get(19));
        String uptime = Files.readString(Path.of("/proc/uptime"));
        double uptimeSeconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        return Math.max(0, (long) (uptimeSeconds * 1000) - startedTicks * 10);
    }
}
