package luafcgid.bench;

import java.io.IOException;
import java.util.Optional;
import luafcgid.bench.process.Daemon;
import luafcgid.bench.process.Processes;

/** Starts the daemon again and again to see how long it takes. */
final class StartUps {
    private static final int STARTS = 5;

    private final Daemon daemon;
    private final Processes processes;

    StartUps(Daemon daemon, Processes processes) {
        this.daemon = daemon;
        this.processes = processes;
    }

    Figures.StartUp measure() throws IOException {
        double[] without = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            daemon.forgetClasses();
            without[i] = start();
        }
        // The last of these starts has made the archive, if the JVM makes one.
        Optional<Median> with = Optional.empty();
        if (daemon.remembersClasses()) {
            double[] times = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                times[i] = start();
            }
            with = Optional.of(Median.of(times));
        }
        return new Figures.StartUp(Median.of(without), with);
    }

    private double start() throws IOException {
        Daemon.Started started = daemon.start(processes);
        started.server().close();
        return started.took().toNanos() / 1e6;
    }
}
