package luafcgid.bench.library;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All of them. */
public final class LibraryBenchmarks {
    private LibraryBenchmarks() {}

    /**
     * In the order of the report.
     *
     * @param distribution of the daemon, where one is needed
     * @param javaHome     the Java that it runs on
     * @param load         on it, where its rate is measured
     */
    public static List<LibraryBenchmark> all(Path distribution, Path javaHome, LoadSettings load) {
        return List.of(
                new LuaBenchmark(javaHome),
                new LuaRequestsBenchmark(distribution, javaHome),
                new CompileBenchmark(javaHome),
                new JsonBenchmark(),
                new SqlBenchmark(),
                new SharedBenchmark(),
                new DropsBenchmark(distribution, javaHome),
                new HostileBenchmark(distribution, javaHome),
                new ConventionsBenchmark(distribution, javaHome, load));
    }

    /** Their names. */
    public static List<String> names() {
        return all(Path.of(""), Path.of(""), new LoadSettings(Path.of(""), true, Duration.ZERO, Duration.ZERO)).stream()
                .map(LibraryBenchmark::name)
                .toList();
    }
}
