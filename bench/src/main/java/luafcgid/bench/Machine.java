package luafcgid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What it was measured on: kinds and versions, nothing that tells one machine of a kind from another. */
record Machine(String processor, int cores, long memory, String system, String java) {
    static Machine of(Path javaHome) throws IOException {
        return new Machine(
                field(Path.of("/proc/cpuinfo"), "model name", ":").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                field(Path.of("/proc/meminfo"), "MemTotal", ":")
                        .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * 1024)
                        .orElse(0L),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "Java "
                        + field(javaHome.resolve("release"), "JAVA_RUNTIME_VERSION", "=")
                                .or(() -> javaVersion(javaHome))
                                .orElse("of an unknown version")
                                .replace("\"", ""));
    }

    private static Optional<String> javaVersion(Path javaHome) {
        try {
            return field(javaHome.resolve("release"), "JAVA_VERSION", "=");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(Path file, String name, String separator) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                .findFirst();
    }

    /** As in "AMD EPYC, 2 cores, 7.8 GB; Linux 6.18; Java 25.0.1". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.1f GB; %s; %s",
                processor,
                cores,
                memory / (double) (1L << 30),
                system,
                java);
    }
}
