package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import luafcgid.bench.Median;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.JavaLoad;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.bench.process.Daemon;
import luafcgid.bench.process.Processes;
import luafcgid.bench.process.ServerProcess;

/**
 * Whole requests to scripts that compute, beside {@code lua5.1} doing what the script does and nothing else: processor time per
 * request.
 */
final class LuaRequestsBenchmark implements LibraryBenchmark {
    private static final int CONNECTIONS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(3);
    private static final Duration OTHERS_TURN = Duration.ofSeconds(1);

    /** Scripts of {@code bench/scripts}, each with something that its answer contains. */
    private record Script(String file, String expect) {}

    private static final List<Script> SCRIPTS =
            List.of(new Script("fib.lua", "46368"), new Script("table.lua", "1000 rows"));

    private final Path root =
            Path.of(System.getProperty("luafcgid.bench.root", "")).toAbsolutePath();
    private final Path distribution;
    private final Path javaHome;

    LuaRequestsBenchmark(Path distribution, Path javaHome) {
        this.distribution = distribution;
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return "lua-requests";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        Path scripts = root.resolve("bench/scripts");
        List<Row> rows = new ArrayList<>();
        try (Processes processes = new Processes()) {
            Path var = Files.createDirectories(processes.path("var"));
            try (ServerProcess server = new Daemon(distribution, javaHome, scripts, var, List.of())
                    .start(processes)
                    .server()) {
                for (Script script : SCRIPTS) {
                    rows.add(measure(script, scripts.resolve(script.file()), turns, server));
                }
            }
        }
        return rows;
    }

    private Row measure(Script script, Path file, int turns, ServerProcess server)
            throws IOException, InterruptedException {
        double[] ours = new double[turns];
        double[] others = new double[turns];
        double[] ratios = new double[turns];
        String driver = root.resolve("bench/lua/request.lua").toString();
        try (LuaProcess lua = new LuaProcess("lua5.1", List.of("lua5.1", driver, file.toString()))) {
            ours(script, file, server, WARM_UP);
            others(lua);
            for (int turn = 0; turn < turns; turn++) {
                if (turn % 2 == 0) {
                    ours[turn] = ours(script, file, server, TURN);
                }
                others[turn] = others(lua);
                if (turn % 2 != 0) {
                    ours[turn] = ours(script, file, server, TURN);
                }
                ratios[turn] = others[turn] / ours[turn];
            }
        }
        return new Row(
                script.file() + ", a whole request, CPU µs",
                Median.of(ours).formatRange(0),
                Median.of(others).formatRange(0) + ", lua5.1",
                Median.of(ratios).formatRange(2));
    }

    /** Microseconds of processor time for each request. */
    private static double ours(Script script, Path file, ServerProcess server, Duration duration)
            throws IOException, InterruptedException {
        LoadOptions load = new LoadOptions(
                server.address(), new HelloRequest(file.toString(), ""), script.expect(), CONNECTIONS, true, duration);
        Duration before = server.cpu();
        LoadResult result = new JavaLoad().run(load);
        if (result.errors() > 0 || result.starved() > 0) {
            throw new IOException(script.file() + ": " + result);
        }
        return server.cpu().minus(before).toNanos() / 1e3 / result.requests();
    }

    private static double others(LuaProcess lua) throws IOException {
        Duration before = lua.cpu();
        long requests = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < OTHERS_TURN.toNanos()) {
            lua.run("20");
            requests += 20;
        }
        return lua.cpu().minus(before).toNanos() / 1e3 / requests;
    }
}
