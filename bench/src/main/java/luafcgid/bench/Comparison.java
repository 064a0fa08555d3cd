package luafcgid.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.LoadGenerator;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.bench.process.Processes;
import luafcgid.bench.process.ServerProcess;
import luafcgid.bench.process.Yardstick;

/** Puts the same load on the daemon and on the yardstick, in turns. */
final class Comparison {
    private final Options options;
    private final Path scripts;
    private final LoadGenerator generator;
    private final Processes processes;
    private final ServerProcess daemon;
    private final Optional<Path> yardstick;
    /** The yardstick's, by their number of threads. */
    private final Map<Integer, ServerProcess> yardsticks = new HashMap<>();

    Comparison(
            Options options,
            Path scripts,
            LoadGenerator generator,
            Processes processes,
            ServerProcess daemon,
            Optional<Path> yardstick) {
        this.options = options;
        this.scripts = scripts;
        this.generator = generator;
        this.processes = processes;
        this.daemon = daemon;
        this.yardstick = yardstick;
    }

    /** The yardstick with that many threads, started when it does not run yet; empty where there is none. */
    Optional<ServerProcess> yardstick(int threads) throws IOException, InterruptedException {
        if (yardstick.isEmpty()) {
            return Optional.empty();
        }
        ServerProcess server = yardsticks.get(threads);
        if (server == null) {
            server = Yardstick.start(processes, yardstick.get(), threads);
            yardsticks.put(threads, server);
        }
        return Optional.of(server);
    }

    Outcome run(Workload workload) throws IOException, InterruptedException {
        Optional<ServerProcess> other = yardstick(workload.yardstickThreads());
        warmUp(workload);
        List<Sample> daemons = new ArrayList<>();
        List<Sample> others = new ArrayList<>();
        for (int turn = 1; turn <= options.turns(); turn++) {
            // Who comes first changes, so that a machine that slows down favours nobody.
            boolean daemonFirst = turn % 2 == 0;
            if (daemonFirst) {
                daemons.add(measure(workload, daemon, workload.expect()));
            }
            if (other.isPresent()) {
                others.add(measure(workload, other.get(), Workload.HELLO));
            }
            if (!daemonFirst) {
                daemons.add(measure(workload, daemon, workload.expect()));
            }
            System.err.printf(
                    "%s %d/%d: %s%s%n",
                    workload.word(),
                    turn,
                    options.turns(),
                    daemons.get(turn - 1).load(),
                    other.isPresent() ? " | hello_fcgi: " + others.get(turn - 1).load() : "");
        }
        return new Outcome(workload, daemons, others);
    }

    private void warmUp(Workload workload) throws IOException, InterruptedException {
        LoadResult result = generator.run(load(workload, daemon, workload.expect(), options.warmup()));
        if (result.requests() == 0 || result.errors() > 0) {
            throw new IOException("the daemon does not answer " + workload.script() + " with '" + workload.expect()
                    + "' as it should: " + result);
        }
    }

    private Sample measure(Workload workload, ServerProcess server, String expect)
            throws IOException, InterruptedException {
        Duration before = server.cpu();
        LoadResult result = generator.run(load(workload, server, expect, options.seconds()));
        Duration used = server.cpu().minus(before);
        return new Sample(result, used.toNanos() / 1e3 / Math.max(1, result.requests()));
    }

    private LoadOptions load(Workload workload, ServerProcess server, String expect, Duration duration) {
        return new LoadOptions(
                server.address(),
                new HelloRequest(scripts.resolve(workload.script()).toString(), ""),
                expect,
                workload.connections(),
                workload.keep(),
                duration);
    }
}
