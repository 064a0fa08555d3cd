package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import luafcgid.bench.Median;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.LoadGenerator;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.bench.process.Daemon;
import luafcgid.bench.process.Processes;
import luafcgid.bench.process.ServerProcess;
import luafcgid.bench.process.Yardstick;

/** Hello on eight kept connections as scripts of each convention say it, in turns within a minute; luafcgid's is what the others are compared with. */
final class ConventionsBenchmark implements LibraryBenchmark {
    private static final int CONNECTIONS = 8;
    private static final String HELLO = "Hello World";

    private static final String WSAPI =
            """
            return function(env)
              local done
              return 200, {["Content-Type"] = "text/html"}, function()
                if not done then
                  done = true
                  return "Hello World"
                end
              end
            end
            """;

    private static final String MAIN = "function main(env, con)\n  con:puts(\"Hello World\")\nend\n";

    /** A script for each; the first is what the others are compared with. */
    private static final List<Subject> SUBJECTS = List.of(
            new Subject("luafcgid", MAIN),
            new Subject("auto", MAIN),
            new Subject("cgi", "io.write(\"Content-Type: text/html\\n\\nHello World\")\n"),
            new Subject("magnet", "print(\"Content-Type: text/html\\r\\n\\r\\n\", \"Hello World\")\n"),
            new Subject("modlua", "function handle(r)\n  r:puts(\"Hello World\")\nend\n"),
            new Subject("luafcgid2", "function main()\n  Send(\"Hello World\")\nend\n"),
            new Subject("wsapi", WSAPI));

    /** Bundles that are not active without being copied. */
    private static final List<String> BUNDLES = List.of("luafcgid.ext.modlua.jar");

    private final Path root =
            Path.of(System.getProperty("luafcgid.bench.root", "")).toAbsolutePath();
    private final Path distribution;
    private final Path javaHome;
    private final LoadSettings load;

    ConventionsBenchmark(Path distribution, Path javaHome, LoadSettings load) {
        this.distribution = distribution;
        this.javaHome = javaHome;
        this.load = load;
    }

    /** Hello as it is said under a convention. */
    private record Subject(String convention, String script) {}

    /** Requests per second in each turn. */
    private record Rates(Subject subject, List<Double> turns) {
        Median median() {
            return Median.of(turns, rate -> rate);
        }

        Median ratio(Rates other) {
            return Median.of(IntStream.range(0, turns.size())
                    .mapToDouble(turn -> turns.get(turn) / other.turns.get(turn))
                    .toArray());
        }
    }

    @Override
    public String name() {
        return "conventions";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        try (Processes processes = new Processes()) {
            Path scripts = Files.createDirectories(processes.path("www"));
            List<String> rules = new ArrayList<>();
            for (Subject subject : SUBJECTS) {
                Path folder = Files.createDirectory(scripts.resolve(subject.convention));
                Files.writeString(folder.resolve("hello.lua"), subject.script);
                rules.add(folder + "/=" + subject.convention);
            }
            String setting = "luafcgid.daemon.Responder:conventions=[" + String.join(",", rules) + "]";
            Path var = Files.createDirectories(processes.path("var"));
            try (ServerProcess server = new Daemon(distribution(processes), javaHome, scripts, var, List.of(setting))
                    .start(processes)
                    .server()) {
                LoadGenerator generator = new Yardstick(load.yardstick(), root.resolve(Yardstick.TARGET))
                        .generator(processes, load.java());
                return rows(run(turns, server, scripts, generator));
            }
        }
    }

    private Path distribution(Processes processes) throws IOException {
        Path copy = processes.path("d");
        DistributionCopy.make(distribution, copy);
        for (String bundle : BUNDLES) {
            Files.copy(
                    copy.resolve("available").resolve(bundle),
                    copy.resolve("ext").resolve(bundle));
        }
        return copy;
    }

    private List<Rates> run(int turns, ServerProcess server, Path scripts, LoadGenerator generator)
            throws IOException, InterruptedException {
        List<Rates> all = new ArrayList<>();
        for (Subject subject : SUBJECTS) {
            generator.run(options(subject, server, scripts, true));
            all.add(new Rates(subject, new ArrayList<>()));
        }
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < all.size(); i++) {
                // Who comes first changes, so that a machine that slows down favours nobody.
                Rates rates = all.get((turn + i) % all.size());
                Subject subject = rates.subject;
                LoadResult result = generator.run(options(subject, server, scripts, false));
                System.err.printf("%s %d/%d: %s%n", subject.convention, turn + 1, turns, result);
                if (result.requests() == 0 || result.errors() > 0) {
                    throw new IOException(
                            "hello of " + subject.convention + " is not answered as it should be: " + result);
                }
                rates.turns.add(result.perSecond());
            }
        }
        return all;
    }

    private LoadOptions options(Subject subject, ServerProcess server, Path scripts, boolean warmup) {
        Path script = scripts.resolve(subject.convention).resolve("hello.lua");
        HelloRequest request = new HelloRequest(script.toString(), "");
        return new LoadOptions(
                server.address(), request, HELLO, CONNECTIONS, true, warmup ? load.warmup() : load.seconds());
    }

    private static List<Row> rows(List<Rates> all) {
        Rates first = all.get(0);
        List<Row> rows = new ArrayList<>();
        for (Rates each : all) {
            String what = "hello of " + each.subject.convention + ", kept, c=8, req/s";
            String ours = each.median().formatRange(0);
            rows.add(
                    each.equals(first)
                            ? new Row(what, ours, "", "")
                            : new Row(
                                    what,
                                    ours,
                                    first.subject.convention + ": "
                                            + first.median().format(0),
                                    each.ratio(first).formatRange(2)));
        }
        return rows;
    }
}
