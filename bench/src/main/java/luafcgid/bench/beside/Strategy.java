package luafcgid.bench.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How requests get their threads: the setting of {@code luafcgid.daemon.Workers}. */
public enum Strategy {
    INPLACE,
    HANDOVER;

    private static final int FIRST_JAVA_IN_PLACE = 24;

    /** Those that a Java allows. */
    public static List<Strategy> on(Path javaHome) throws IOException {
        return Files.readAllLines(javaHome.resolve("release")).stream()
                        .filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.replaceAll("^[^0-9]*|[^0-9].*$", ""))
                        .anyMatch(major -> Integer.parseInt(major) >= FIRST_JAVA_IN_PLACE)
                ? List.of(values())
                : List.of(HANDOVER);
    }

    /** The value of the setting. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
