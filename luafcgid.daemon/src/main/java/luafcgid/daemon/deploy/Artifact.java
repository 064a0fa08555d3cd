package luafcgid.daemon.deploy;

import java.nio.file.Path;
import java.util.Optional;
import luafcgid.daemon.deploy.ArtifactInfo.Status;

/** What the deployer knows of a file in {@code ext/}. Used by the deployer's thread; what it shows of itself is an {@link ArtifactInfo}. */
final class Artifact {
    private final Path file;

    /** The version that was last dealt with, well or not. */
    Optional<Stamp> seen = Optional.empty();

    /** The version that the last look has found, while it may still grow. */
    Optional<Stamp> growing = Optional.empty();

    /** The version that looked incomplete. */
    Optional<Suspicion> suspicion = Optional.empty();

    /** What is installed. */
    Optional<Platform.Unit> unit = Optional.empty();

    Status status = Status.FAILED;

    /** What is wrong with it; empty for nothing. */
    String detail = "";

    /** Whether another artifact may bring what the newest version lacks, although its previous one serves. */
    boolean hopeful;

    /**
     * That a file is still being copied.
     *
     * @param since as {@link System#nanoTime()}
     */
    record Suspicion(Stamp stamp, long since) {}

    Artifact(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** As the operator knows it. */
    String name() {
        int count = file.getNameCount();
        return file.subpath(Math.max(0, count - 2), count).toString();
    }

    /** Whether it is installed, and something has to come before it serves. */
    boolean lacksSomething() {
        return unit.isPresent() && (status == Status.WAITING || !unit.get().isActive());
    }

    /** Whether there is something to tell of it yet. */
    boolean isDecided() {
        return unit.isPresent() || !detail.isEmpty();
    }

    /** All is well. */
    void serves(Platform.Unit by) {
        unit = Optional.of(by);
        set(Status.ACTIVE, "");
    }

    /** It is installed, and will serve when something has come. */
    void waits(Platform.Unit by, String why) {
        unit = Optional.of(by);
        set(Status.WAITING, why);
    }

    /** The newest version is of no use. */
    void failed(String why) {
        set(unit.isPresent() ? Status.PREVIOUS : Status.FAILED, why);
    }

    private void set(Status now, String why) {
        status = now;
        detail = why;
        hopeful = false;
        suspicion = Optional.empty();
    }

    ArtifactInfo info() {
        return new ArtifactInfo(
                name(),
                unit.map(Platform.Unit::id).orElse(-1L),
                unit.map(u -> u.pack().name()).orElse(""),
                unit.map(u -> u.pack().version()).orElse(""),
                status,
                detail);
    }
}
