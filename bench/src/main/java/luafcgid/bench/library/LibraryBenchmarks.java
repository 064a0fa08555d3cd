package luafcgid.bench.library;

import java.nio.file.Path;
import java.util.List;

/** All of them. */
public final class LibraryBenchmarks {
    private LibraryBenchmarks() {}

    /**
     * In the order of the report.
     *
     * @param distribution of the daemon, where one is needed
     * @param javaHome     the Java that it runs on
     */
    public static List<LibraryBenchmark> all(Path distribution, Path javaHome) {
        return List.of(
                new LuaBenchmark(javaHome),
                new LuaRequestsBenchmark(distribution, javaHome),
                new CompileBenchmark(javaHome),
                new JsonBenchmark(),
                new SqlBenchmark(),
                new SharedBenchmark(),
                new DropsBenchmark(distribution, javaHome),
                new HostileBenchmark(distribution, javaHome));
    }

    /** Their names. */
    public static List<String> names() {
        return all(Path.of(""), Path.of("")).stream()
                .map(LibraryBenchmark::name)
                .toList();
    }
}
