package luafcgid.bench;

import java.util.List;
import java.util.Optional;
import luafcgid.bench.beside.Beside;

/**
 * Everything measured.
 *
 * @param load         name of the load generator
 * @param outcomes     one for each workload
 * @param daemonMemory the daemon's
 * @param yardstickMemory the yardstick's with ten threads; empty without one
 * @param startUp      how long the daemon takes until it serves
 * @param company      hello beside others
 */
record Figures(
        String load,
        List<Outcome> outcomes,
        Memory daemonMemory,
        Optional<Memory> yardstickMemory,
        StartUp startUp,
        List<Beside> company) {
    Figures {
        outcomes = List.copyOf(outcomes);
        company = List.copyOf(company);
    }

    /**
     * Resident memory, bytes.
     *
     * @param idle  before the first request
     * @param after after the last one
     */
    record Memory(long idle, long after) {}

    /**
     * Milliseconds from the command to the ready line.
     *
     * @param withArchive empty where the JVM made no class archive
     */
    record StartUp(Median withoutArchive, Optional<Median> withArchive) {}
}
