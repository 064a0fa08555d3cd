package luafcgid.test.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import luafcgid.test.Jdk;
import luafcgid.test.Load;
import luafcgid.test.OnEachJdk;
import luafcgid.test.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

@OnEachJdk
@Timeout(300)
final class SwapTest {
    private static final int SWAPS = 50;
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @Parameter
    Jdk jdk;

    @Test
    void fiftySwapsLeaveNothingBehind() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            for (int i = 0; i < 5; i++) {
                swap(d, probe, i);
            }
            d.rows("retiring");
            Footprint before = Footprint.of(jdk, d.daemon.pid(), "probe.Probe");
            for (int i = 5; i < SWAPS + 5; i++) {
                swap(d, probe, i);
            }
            Poll.until("nothing retires", () -> d.rows("retiring").isEmpty());
            // Some class loaders are garbage only when what a collection freed has been dealt with.
            Footprint after = Poll.value("no class loader for each version, nor nearly so", AT_MOST, () -> Optional.of(
                            Footprint.of(jdk, d.daemon.pid(), "probe.Probe"))
                    .filter(footprint -> footprint.classLoaders() <= 3));
            System.out.println(SWAPS + " swaps on " + jdk + ": " + before + " -> " + after);
            assertTrue(after.metaspaceKilobytes() < before.metaspaceKilobytes() + 1500, before + " -> " + after);
            assertTrue(after.threads() <= before.threads() + 10, before + " -> " + after);
            assertTrue(after.descriptors() <= before.descriptors() + 10, before + " -> " + after);
        }
    }

    private static void swap(Deployment d, ProbeJar probe, int i) throws Exception {
        d.drop("probe.jar", probe.version("1.0." + i));
        d.await("probe", "1.0." + i);
    }

    /** The load is of one that finds it, one that misses it half of the time, and one that has nothing to do with it. */
    @Test
    void underLoadNoCallFailsButThoseOfWhatWasRemoved() throws Exception {
        ProbeJar probe = new ProbeJar(Deployment.distribution());
        try (Deployment d = new Deployment(jdk)) {
            d.drop("steady.jar", probe.with(java.util.Map.of("Bundle-SymbolicName", "steady")));
            d.await("probe", "1.0.0");
            List<Double> times = new ArrayList<>();
            try (Load hello = new Load(d.daemon, "/hello.lua", 2);
                    Load calls = new Load(d.daemon, "/use.lua?probe", 2);
                    Load comesAndGoes = new Load(d.daemon, "/use.lua?fleeting", 2)) {
                for (int i = 1; i <= 20; i++) {
                    times.add(time(d, probe, i));
                    d.drop("fleeting.lua", "return {version = 'there'}");
                    d.await("fleeting", "there");
                    d.remove("fleeting.lua");
                    d.awaitGone("fleeting");
                }
                hello.end()
                        .forEach(shots ->
                                shots.forEach(shot -> assertTrue(shot.body().equals("Hello World"), shot.body())));
                calls.end()
                        .forEach(shots ->
                                shots.forEach(shot -> assertTrue(shot.body().matches("1\\.0\\.\\d+"), shot.body())));
                comesAndGoes
                        .end()
                        .forEach(shots -> shots.forEach(shot -> assertTrue(
                                shot.body().equals("there") || shot.body().contains("module 'fleeting' not found"),
                                shot.body())));
            }
            Collections.sort(times);
            System.out.printf("bound under load after %.3f s, at most %.3f s%n", times.get(10), times.get(19));
        }
    }

    private static double time(Deployment d, ProbeJar probe, int i) throws Exception {
        long start = System.nanoTime();
        d.drop(
                "steady.jar",
                probe.with(java.util.Map.of("Bundle-SymbolicName", "steady", "Bundle-Version", "1.0." + i)));
        d.await("probe", "1.0." + i);
        return (System.nanoTime() - start) / 1e9;
    }
}
