package luafcgid.bench.library;

import java.util.List;

/** All of them. */
public final class LibraryBenchmarks {
    private static final List<LibraryBenchmark> ALL = List.of(new JsonBenchmark(), new SqlBenchmark(), new SharedBenchmark(), new DropsBenchmark());

    private LibraryBenchmarks() {}

    /** In the order of the report. */
    public static List<LibraryBenchmark> all() {
        return ALL;
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(LibraryBenchmark::name).toList();
    }
}
