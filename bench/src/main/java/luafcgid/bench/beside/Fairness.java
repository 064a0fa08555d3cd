package luafcgid.bench.beside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import luafcgid.bench.load.HelloRequest;
import luafcgid.bench.load.LoadGenerator;
import luafcgid.bench.load.LoadOptions;
import luafcgid.bench.load.LoadResult;
import luafcgid.bench.process.ServerProcess;

/** Measures hello on eight kept connections, alone and in company. */
public final class Fairness {
    private static final int CONNECTIONS = 8;
    /** Until the company is at work, and until it is forgotten. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final ServerProcess daemon;
    private final Strategy strategy;
    private final Path scripts;
    private final LoadGenerator generator;

    public Fairness(ServerProcess daemon, Strategy strategy, Path scripts, LoadGenerator generator) {
        this.daemon = daemon;
        this.strategy = strategy;
        this.scripts = scripts;
        this.generator = generator;
    }

    /** Loads the daemon so that its JVM has compiled what it runs. */
    public void warmUp(Duration length) throws IOException, InterruptedException {
        hello(length);
    }

    public Beside measure(Company company, int turns, Duration length) throws IOException, InterruptedException {
        List<Beside.Turn> all = new ArrayList<>();
        for (int i = 1; i <= turns; i++) {
            Beside.Turn turn = turn(company, length);
            System.err.printf(
                    "%s, %s %d/%d: %s | alone: %s | %s: %d%n",
                    company.word(),
                    strategy.word(),
                    i,
                    turns,
                    turn.beside(),
                    turn.alone(),
                    company.counted(),
                    turn.count());
            all.add(turn);
        }
        return new Beside(company, strategy, all);
    }

    private Beside.Turn turn(Company company, Duration length) throws IOException, InterruptedException {
        LoadResult alone = hello(length);
        long before = daemon.resident();
        LoadResult beside;
        long during;
        Neighbours neighbours = company.start(daemon.address(), scripts);
        try (neighbours) {
            Thread.sleep(SETTLE.toMillis());
            beside = hello(length);
            during = daemon.resident();
        }
        Thread.sleep(SETTLE.toMillis());
        return new Beside.Turn(alone, beside, neighbours.count(), before, during, daemon.resident());
    }

    private LoadResult hello(Duration length) throws IOException, InterruptedException {
        HelloRequest request = new HelloRequest(scripts.resolve("hello.lua").toString(), "");
        return generator.run(new LoadOptions(daemon.address(), request, "Hello World", CONNECTIONS, true, length));
    }
}
