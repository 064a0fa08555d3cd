package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import luafcgid.bench.Median;

/** What compiling a script and another state of it cost, each turn in a JVM of its own. */
final class CompileBenchmark implements LibraryBenchmark {
    private static final List<String> FIGURES = List.of(
            "a script of 12 KB, from its file to a state, warm, ms",
            "a table of 500 lines, the same, ms",
            "another state of the script, µs",
            "another state of the script, KB");
    private static final List<String> AIMS = List.of("20", "50", "100", "20");

    private final Path programs = Path.of(System.getProperty("luafcgid.bench.root", ""))
            .resolve("bench/lua")
            .toAbsolutePath();
    private final Path javaHome;

    CompileBenchmark(Path javaHome) {
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return "lua-compile";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        double[][] figures = new double[FIGURES.size()][turns];
        for (int turn = 0; turn < turns; turn++) {
            try (LuaProcess process =
                    new LuaProcess("compiling", Jvm.command(javaHome, CompileHost.class, programs.toString()))) {
                String[] words = process.run().check().split(" ", -1);
                if (words.length != FIGURES.size()) {
                    throw new IOException("compiling says " + String.join(" ", words));
                }
                for (int i = 0; i < words.length; i++) {
                    figures[i][turn] = Double.parseDouble(words[i]);
                }
            }
        }
        return IntStream.range(0, FIGURES.size())
                .mapToObj(i ->
                        new Row(FIGURES.get(i), Median.of(figures[i]).formatRange(1), AIMS.get(i) + ", the aim", ""))
                .toList();
    }
}
