package luafcgid.daemon.deploy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import luafcgid.daemon.deploy.ArtifactInfo.Status;
import luafcgid.daemon.deploy.DeployException.Kind;

/**
 * Brings what is installed in line with what lies in {@code ext/}. Used by one thread, except for {@link #artifacts()}; what has to wait
 * for requests in flight does so on the threads of an executor.
 */
final class Deployer {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Deploy");

    /** A service or a configuration comes without notice. */
    private static final Duration WAITING_INTERVAL = Duration.ofSeconds(1);

    /** A copy of a folder makes no pause between two files that is longer. */
    private static final Duration GROWTH_INTERVAL = Duration.ofMillis(100);

    private final Platform platform;
    private final Drains drains;
    private final Later later;
    private final SortedMap<Path, Artifact> artifacts = new TreeMap<>();
    private volatile DeploySettings settings;
    private volatile List<ArtifactInfo> infos = List.of();
    private long installed;
    private boolean watchesWaiting;
    /** Whether the first look is over: what lay there before the daemon started is whole. */
    private boolean ready;

    /** Runs something on the deployer's thread after a while. */
    interface Later {
        void run(Duration delay, Runnable work);
    }

    /** A version that was installed and is to be started. */
    private record Arrival(Artifact artifact, Stamp stamp, Platform.Unit unit) {}

    /**
     * Makes a deployer.
     *
     * @param threads where it is waited for requests in flight
     */
    Deployer(Platform platform, DeploySettings settings, Executor threads, Later later) {
        this.platform = platform;
        this.settings = settings;
        this.drains = new Drains(platform, threads, () -> this.settings.drain(), this::drained);
        this.later = later;
    }

    void settings(DeploySettings next) {
        settings = next;
    }

    /** Others may have been started anew, or not, without what has gone. */
    private void drained() {
        later.run(Duration.ZERO, () -> look(List.of()));
    }

    /** What there is, by the files' names. Any thread. */
    List<ArtifactInfo> artifacts() {
        return infos;
    }

    /** Looks at files that may have come, changed or gone. All are installed before one is started, so that they find each other. */
    void look(Collection<Path> files) {
        List<Arrival> arrivals = new ArrayList<>();
        List<Artifact> gone = new ArrayList<>();
        files.stream().sorted().forEach(file -> examine(file, gone).ifPresent(arrivals::add));
        arrivals.forEach(this::begin);
        if (!arrivals.isEmpty()) {
            examineAgain(files, gone);
            startWaiting();
        }
        // After the arrivals: what was renamed is there all the time.
        gone.forEach(this::remove);
        ready = true;
        watchWaiting();
        infos = artifacts.values().stream()
                .filter(Artifact::isDecided)
                .map(Artifact::info)
                .toList();
    }

    private Optional<Arrival> examine(Path file, List<Artifact> gone) {
        Artifact artifact = artifacts.computeIfAbsent(file, Artifact::new);
        Optional<Stamp> stamp;
        try {
            stamp = Stamp.of(file);
        } catch (IOException e) {
            refuse(artifact, Optional.empty(), new DeployException(Kind.BROKEN, "it cannot be read: " + e));
            return Optional.empty();
        }
        if (stamp.isEmpty()) {
            gone.add(artifact);
            return Optional.empty();
        }
        if (artifact.seen.equals(stamp) || mayGrow(artifact, stamp)) {
            return Optional.empty();
        }
        return install(artifact, stamp.get());
    }

    /** The files of a folder come one after the other, and FileInstall looks at each for itself. */
    private boolean mayGrow(Artifact artifact, Optional<Stamp> stamp) {
        boolean grows = ready && Files.isDirectory(artifact.file()) && !artifact.growing.equals(stamp);
        artifact.growing = grows ? stamp : Optional.empty();
        if (grows) {
            later.run(GROWTH_INTERVAL, () -> look(List.of(artifact.file())));
        }
        return grows;
    }

    private Optional<Arrival> install(Artifact artifact, Stamp stamp) {
        try {
            Pack pack = Packer.pack(artifact.file(), stamp);
            Platform.Unit unit = platform.install(location(artifact), pack);
            artifact.seen = Optional.of(stamp);
            return Optional.of(new Arrival(artifact, stamp, unit));
        } catch (DeployException e) {
            refuse(artifact, Optional.of(stamp), e);
            return Optional.empty();
        }
    }

    private void begin(Arrival arrival) {
        Artifact artifact = arrival.artifact;
        Platform.Unit unit = arrival.unit;
        Optional<Platform.Unit> old = artifact.unit;
        if (old.isPresent() && excludeEachOther(old.get(), unit)) {
            exchange(arrival, old.get());
            return;
        }
        try {
            unit.start();
            artifact.serves(unit);
            old.ifPresent(before -> leave(artifact, before, unit));
            LOG.log(Level.INFO, "{0}: {1}", artifact.name(), welcome(unit, old));
            unit.hidden().forEach(hidden -> LOG.log(Level.WARNING, "{0}: {1}", artifact.name(), hidden));
        } catch (DeployException e) {
            boolean nothingToLose = old.isEmpty() || artifact.status == Status.WAITING;
            if (e.kind() == Kind.WAITING && nothingToLose) {
                say(artifact, e.reason(), "it waits: ");
                artifact.waits(unit, e.reason());
                old.ifPresent(before -> leave(artifact, before, unit));
            } else {
                unit.uninstall();
                refuse(artifact, Optional.of(arrival.stamp), e);
            }
        }
    }

    private static String welcome(Platform.Unit unit, Optional<Platform.Unit> old) {
        List<String> modules = unit.modules();
        return unit.pack()
                + old.map(before -> " replaces " + before.pack().version()).orElse(" is installed")
                + (modules.isEmpty() ? "" : ", modules " + modules);
    }

    private static boolean excludeEachOther(Platform.Unit old, Platform.Unit unit) {
        return (old.pack().singleton() || unit.pack().singleton())
                && old.pack().name().equals(unit.pack().name());
    }

    /** Of a singleton only one version may be resolved: there is a gap. */
    private void exchange(Arrival arrival, Platform.Unit old) {
        Artifact artifact = arrival.artifact;
        arrival.unit.uninstall();
        try {
            drains.drain(artifact.name(), old);
        } catch (InterruptedException e) {
            // The daemon is being stopped.
            Thread.currentThread().interrupt();
            return;
        }
        old.uninstall();
        artifact.unit = Optional.empty();
        try {
            artifact.serves(startAnew(artifact, arrival.unit.pack()));
            LOG.log(Level.INFO, "{0}: {1}", artifact.name(), welcome(artifact.unit.get(), Optional.of(old)));
        } catch (DeployException e) {
            try {
                artifact.unit = Optional.of(startAnew(artifact, old.pack()));
            } catch (DeployException again) {
                LOG.log(Level.WARNING, "{0}: {1} is not back: {2}", artifact.name(), old.pack(), again.reason());
            }
            refuse(artifact, Optional.of(arrival.stamp), e);
            // Each further attempt would be another gap.
            artifact.hopeful = false;
        }
    }

    private Platform.Unit startAnew(Artifact artifact, Pack pack) throws DeployException {
        Platform.Unit unit = platform.install(location(artifact), pack);
        try {
            unit.start();
            return unit;
        } catch (DeployException e) {
            unit.uninstall();
            throw e;
        }
    }

    /** No two versions may have one: of a location the framework installs a bundle only once. */
    private String location(Artifact artifact) {
        installed++;
        return "luafcgid:" + artifact.name() + "#" + installed;
    }

    /** The successor serves from here on. */
    private void leave(Artifact artifact, Platform.Unit old, Platform.Unit successor) {
        platform.replace(old, successor);
        drains.goodbye(artifact.name(), old);
    }

    private void remove(Artifact artifact) {
        artifacts.remove(artifact.file());
        artifact.unit.ifPresent(unit -> {
            LOG.log(Level.INFO, "{0}: {1} is removed", artifact.name(), unit.pack());
            drains.goodbye(artifact.name(), unit);
        });
    }

    private void refuse(Artifact artifact, Optional<Stamp> stamp, DeployException e) {
        if (ready && stamp.isPresent() && e.kind() == Kind.INCOMPLETE && !isSettled(artifact, stamp.get())) {
            artifact.seen = Optional.empty();
            later.run(settings.settle(), () -> look(List.of(artifact.file())));
            return;
        }
        artifact.seen = stamp;
        say(
                artifact,
                e.reason(),
                artifact.unit
                        .map(unit -> unit.pack() + " goes on serving, for the new version is of no use: ")
                        .orElse("it is not used: "));
        artifact.failed(e.reason());
        artifact.hopeful = e.kind() == Kind.WAITING;
    }

    /** Whether the file has looked the same for long enough not to be one that is still being copied. */
    private boolean isSettled(Artifact artifact, Stamp stamp) {
        long now = System.nanoTime();
        Optional<Artifact.Suspicion> before =
                artifact.suspicion.filter(suspicion -> suspicion.stamp().equals(stamp));
        if (before.isEmpty()) {
            artifact.suspicion = Optional.of(new Artifact.Suspicion(stamp, now));
            return settings.settle().isZero();
        }
        return now - before.get().since() >= settings.settle().toNanos();
    }

    /** Once for each reason. */
    private static void say(Artifact artifact, String reason, String what) {
        if (!artifact.detail.equals(reason)) {
            LOG.log(Level.WARNING, "{0}: {1}{2}", artifact.name(), what, reason);
        }
    }

    /** What the newest versions of others lacked may have come. */
    private void examineAgain(Collection<Path> arrived, List<Artifact> gone) {
        for (Artifact artifact : List.copyOf(artifacts.values())) {
            if (artifact.hopeful && !arrived.contains(artifact.file())) {
                artifact.seen = Optional.empty();
                examine(artifact.file(), gone).ifPresent(this::begin);
            }
        }
    }

    /** Starts those that lacked something, as long as one of them helps another. */
    private void startWaiting() {
        boolean helped = true;
        while (helped) {
            helped = false;
            for (Artifact artifact : artifacts.values()) {
                if (artifact.lacksSomething()) {
                    helped |= startAgain(artifact, artifact.unit.orElseThrow());
                }
            }
        }
    }

    private boolean startAgain(Artifact artifact, Platform.Unit unit) {
        try {
            unit.start();
            artifact.serves(unit);
            LOG.log(Level.INFO, "{0}: {1}", artifact.name(), welcome(unit, Optional.empty()));
            return true;
        } catch (DeployException e) {
            if (e.kind() == Kind.WAITING) {
                say(artifact, e.reason(), "it waits: ");
                artifact.waits(unit, e.reason());
            } else {
                unit.uninstall();
                artifact.unit = Optional.empty();
                refuse(artifact, artifact.seen, e);
            }
            return false;
        }
    }

    private void watchWaiting() {
        if (!watchesWaiting && artifacts.values().stream().anyMatch(Artifact::lacksSomething)) {
            watchesWaiting = true;
            later.run(WAITING_INTERVAL, () -> {
                watchesWaiting = false;
                startWaiting();
                look(List.of());
            });
        }
    }
}
