package luafcgid.bench.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import luafcgid.bench.Median;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.JavaLoad;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.bench.process.Daemon;
import luafcgid.bench.process.Processes;
import luafcgid.bench.process.ServerProcess;
import luafcgid.protocol.client.FcgiClient;

/**
 * Extensions that are dropped, replaced and removed under load: eight connections call a hello that uses none, eight call the extension
 * that is replaced all the time. Another one comes and goes.
 */
final class DropsBenchmark implements LibraryBenchmark {
    private static final int OPERATIONS = 200;
    private static final int CONNECTIONS = 8;
    /** Each is a matter of two minutes. */
    private static final int MOST_TURNS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Longer than any run takes. */
    private static final Duration ENDLESS = Duration.ofMinutes(30);

    private static final String USE =
            """
            function main(env, con)
              local found, module = pcall(require, env.QUERY_STRING)
              con:puts(found and "version " .. module.version or "absent")
            end
            """;

    private static final String HELLO =
            """
            function main(env, con)
              con:puts("Hello World")
            end
            """;

    private final Path distribution;
    private final Path javaHome;

    DropsBenchmark(Path distribution, Path javaHome) {
        this.distribution = distribution;
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return "drops";
    }

    /** How long each operation took, milliseconds. */
    private record Times(List<Double> updates, List<Double> drops, List<Double> removals) {
        Times() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** What one turn has shown. */
    private record Turn(LoadResult hello, LoadResult calls, Times times, Footprint before, Footprint after) {}

    @Override
    public List<Row> measure(int turns) throws Exception {
        List<Turn> all = new ArrayList<>();
        for (int i = 0; i < Math.min(turns, MOST_TURNS); i++) {
            try (Processes processes = new Processes()) {
                all.add(new Run(processes).turn());
            }
        }
        Turn last = all.get(all.size() - 1);
        return List.of(
                row("update to bound, p50, ms", all, turn -> quantile(turn.times.updates, 0.5)),
                row("update to bound, p95, ms", all, turn -> quantile(turn.times.updates, 0.95)),
                row("drop to bound, p50, ms", all, turn -> quantile(turn.times.drops, 0.5)),
                row("drop to bound, p95, ms", all, turn -> quantile(turn.times.drops, 0.95)),
                row("removal to gone, p95, ms", all, turn -> quantile(turn.times.removals, 0.95)),
                row("hello meanwhile, requests", all, turn -> turn.hello.requests()),
                row("hello meanwhile, failures", all, turn -> turn.hello.errors()),
                row("calls meanwhile, requests", all, turn -> turn.calls.requests()),
                row("calls meanwhile, failures", all, turn -> turn.calls.errors()),
                new Row("before, in the last turn", last.before.toString(), "", ""),
                new Row("after", last.after.toString(), "", ""));
    }

    private static Row row(String what, List<Turn> turns, ToDoubleFunction<Turn> value) {
        return new Row(what, Median.of(turns, value).formatRange(0), "", "");
    }

    private static double quantile(List<Double> values, double q) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(q * sorted.size()) - 1));
    }

    /** A turn under way. */
    private final class Run {
        private final Processes processes;
        private final Path copy;
        private final Path scripts;
        private final DropProbe probe;
        private final ServerProcess server;
        private final AtomicBoolean over = new AtomicBoolean();
        private int version;

        Run(Processes processes) throws IOException {
            this.processes = processes;
            copy = processes.path("d");
            DistributionCopy.make(distribution, copy);
            scripts = Files.createDirectories(processes.path("www"));
            Files.writeString(scripts.resolve("use.lua"), USE);
            Files.writeString(scripts.resolve("hello.lua"), HELLO);
            probe = new DropProbe(distribution, Files.createDirectories(processes.path("probe")));
            Path var = Files.createDirectories(processes.path("var"));
            server = new Daemon(copy, javaHome, scripts, var, List.of())
                    .start(processes)
                    .server();
        }

        Turn turn() throws Exception {
            try (FcgiClient client = FcgiClient.connect(server.address())) {
                update(client);
                CompletableFuture<LoadResult> hello = load("hello.lua", "", "Hello World");
                CompletableFuture<LoadResult> calls = load("use.lua", "steady", "version 1.0.");
                int third = OPERATIONS / 3 + 1;
                operations(client, third / 2);
                Footprint before = Footprint.of(processes, javaHome, server.pid());
                Times times = operations(client, third);
                over.set(true);
                LoadResult helloResult = hello.get(1, TimeUnit.MINUTES);
                LoadResult callsResult = calls.get(1, TimeUnit.MINUTES);
                Footprint after = Footprint.of(processes, javaHome, server.pid());
                return new Turn(helloResult, callsResult, times, before, after);
            } finally {
                over.set(true);
            }
        }

        /** Updates, drops and removals in turns; yields the times of each. */
        private Times operations(FcgiClient client, int each) throws Exception {
            Times times = new Times();
            for (int i = 0; i < each; i++) {
                times.updates.add(update(client));
                times.drops.add(timed(client, "fleeting", "version 1.0.0", () -> drop("fleeting", "1.0.0")));
                times.removals.add(
                        timed(client, "fleeting", "absent", () -> Files.delete(ext().resolve("fleeting.jar"))));
            }
            return times;
        }

        private double update(FcgiClient client) throws Exception {
            version++;
            String next = "1.0." + version;
            return timed(client, "steady", "version " + next, () -> drop("steady", next));
        }

        private Path ext() {
            return copy.resolve("ext");
        }

        private void drop(String name, String next) throws IOException {
            Path part = ext().resolve(".part");
            Files.write(part, probe.jar(name, next));
            Files.move(part, ext().resolve(name + ".jar"), StandardCopyOption.ATOMIC_MOVE);
        }

        /** Milliseconds from an operation until a request sees its outcome. */
        private double timed(FcgiClient client, String module, String outcome, Operation operation) throws Exception {
            long start = System.nanoTime();
            operation.run();
            while (!ask(client, module).endsWith(outcome)) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IOException("not within " + PATIENCE.toSeconds() + " s: " + module + " " + outcome);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return (System.nanoTime() - start) / 1e6;
        }

        private String ask(FcgiClient client, String module) throws IOException {
            Map<String, String> params = new LinkedHashMap<>();
            params.put("REQUEST_METHOD", "GET");
            params.put("SCRIPT_FILENAME", scripts.resolve("use.lua").toString());
            params.put("SCRIPT_NAME", "/use.lua");
            params.put("QUERY_STRING", module);
            return client.request(params, new byte[0], true).stdout();
        }

        private CompletableFuture<LoadResult> load(String script, String query, String expect) {
            LoadOptions options = new LoadOptions(
                    server.address(),
                    new HelloRequest(scripts.resolve(script).toString(), query),
                    expect,
                    CONNECTIONS,
                    true,
                    ENDLESS);
            // Not on the common pool, which may have a single thread.
            return CompletableFuture.supplyAsync(
                    () -> run(options), work -> new Thread(work, "load " + script).start());
        }

        private LoadResult run(LoadOptions options) {
            try {
                return new JavaLoad().run(options, over::get);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Operation {
        void run() throws IOException;
    }
}
