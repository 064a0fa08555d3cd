package luafcgid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import luafcgid.bench.beside.Beside;
import luafcgid.bench.beside.Company;
import luafcgid.bench.beside.Fairness;
import luafcgid.bench.beside.Strategy;
import luafcgid.bench.library.LibraryBenchmark;
import luafcgid.bench.load.LoadGenerator;
import luafcgid.bench.process.Daemon;
import luafcgid.bench.process.Processes;
import luafcgid.bench.process.ServerProcess;
import luafcgid.bench.process.Yardstick;

/** Measures the daemon, beside the yardstick where there is one. */
public final class Bench {
    /** Until what a start leaves to do is done, so that memory is that of a daemon at rest. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    /** Each is a matter of ten seconds, on each strategy. */
    private static final int COMPANY_TURNS = 3;

    private final Path root;
    private final Options options;
    private final Processes processes;

    private Bench(Path root, Options options, Processes processes) {
        this.root = root;
        this.options = options;
        this.processes = processes;
    }

    public static void main(String[] words) throws InterruptedException {
        Path root = Path.of(System.getProperty("luafcgid.bench.root", "")).toAbsolutePath();
        if (List.of(words).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        int status = 1;
        try {
            Options options = Options.parse(root, words);
            try (Processes processes = new Processes()) {
                status = new Bench(root, options, processes).run();
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage() + "; see bench/run --help");
            status = 2;
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
        }
        System.exit(status);
    }

    private int run() throws IOException, InterruptedException {
        return options.daemon() ? daemonAndLibraries() : onlyLibraries();
    }

    private int onlyLibraries() throws IOException, InterruptedException {
        System.out.println(LibraryReport.of(libraries(), options.turns()));
        return 0;
    }

    private List<LibraryBenchmark.Row> libraries() throws IOException, InterruptedException {
        List<LibraryBenchmark.Row> rows = new ArrayList<>();
        for (LibraryBenchmark benchmark : options.libraries()) {
            try {
                rows.addAll(benchmark.measure(options.turns()));
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(benchmark.name() + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }

    private int daemonAndLibraries() throws IOException, InterruptedException {
        Yardstick yardstick = new Yardstick(options.yardstick(), root.resolve(Yardstick.TARGET));
        LoadGenerator generator = yardstick.generator(processes, options.javaLoad());
        Figures figures = measure(generator, responder(yardstick));
        String report =
                Report.of(options, Machine.of(options.javaHome()), figures, LocalDate.now(ZoneId.systemDefault()));
        if (!options.libraries().isEmpty()) {
            report += "\n" + LibraryReport.of(libraries(), options.turns());
        }
        System.out.println(report);
        if (options.whole()) {
            new PerformanceFile(root.resolve("docs/performance.md")).write(report);
        }
        boolean clean = figures.outcomes().stream().allMatch(o -> o.errors() == 0 && o.starved() == 0)
                && figures.company().stream().allMatch(beside -> beside.failures() == 0);
        if (!clean) {
            System.err.println("bench: the daemon made errors or starved connections; see the table");
        }
        return clean ? 0 : 1;
    }

    private Optional<Path> responder(Yardstick yardstick) throws InterruptedException {
        try {
            return Optional.of(yardstick.responder(processes));
        } catch (IOException e) {
            System.err.println("bench: nothing to compare with, since " + e.getMessage());
            return Optional.empty();
        }
    }

    private Figures measure(LoadGenerator generator, Optional<Path> responder)
            throws IOException, InterruptedException {
        Path scripts = root.resolve("bench/scripts");
        Path var = Files.createDirectories(processes.path("var"));
        Daemon daemon = new Daemon(options.distribution(), options.javaHome(), scripts, var, List.of());
        Figures.StartUp startUp = new StartUps(daemon, processes).measure();
        ServerProcess server = daemon.start(processes).server();
        Comparison comparison = new Comparison(options, scripts, generator, processes, server, responder);
        Optional<ServerProcess> other = comparison.yardstick(Workload.HELLO_KEPT_8.yardstickThreads());
        Thread.sleep(SETTLE.toMillis());
        long idle = server.resident();
        long otherIdle = other.isPresent() ? other.get().resident() : 0;
        List<Outcome> outcomes = new ArrayList<>();
        for (Workload workload : options.workloads()) {
            outcomes.add(comparison.run(workload));
        }
        Optional<Figures.Memory> otherMemory = other.isPresent()
                ? Optional.of(new Figures.Memory(otherIdle, other.get().resident()))
                : Optional.empty();
        Figures.Memory memory = new Figures.Memory(idle, server.resident());
        server.close();
        return new Figures(generator.name(), outcomes, memory, otherMemory, startUp, inCompany(generator, scripts));
    }

    /** Hello beside others, on each strategy that the daemon's Java allows. */
    private List<Beside> inCompany(LoadGenerator generator, Path scripts) throws IOException, InterruptedException {
        List<Beside> all = new ArrayList<>();
        if (options.companies().isEmpty()) {
            return all;
        }
        for (Strategy strategy : Strategy.on(options.javaHome())) {
            Path var = Files.createDirectories(processes.path(strategy.word()));
            List<String> settings = List.of(
                    "luafcgid.daemon.Workers:strategy=" + strategy.word(),
                    "luafcgid.daemon.Responder:watchdog=2",
                    "luafcgid.lua.Pool:execute=true");
            Daemon daemon = new Daemon(options.distribution(), options.javaHome(), scripts, var, settings);
            try (ServerProcess server = daemon.start(processes).server()) {
                Fairness fairness = new Fairness(server, strategy, scripts, generator);
                fairness.warmUp(options.warmup());
                for (Company company : options.companies()) {
                    all.add(fairness.measure(company, Math.min(options.turns(), COMPANY_TURNS), options.seconds()));
                }
            }
        }
        return all;
    }
}
