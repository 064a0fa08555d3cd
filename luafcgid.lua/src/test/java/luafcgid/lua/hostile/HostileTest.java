package luafcgid.lua.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.StateThread;
import luafcgid.lua.StopReason;
import luafcgid.lua.limits.Limits;
import luafcgid.lua.pool.Site;
import luafcgid.lua.pool.SiteLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hostile script ends as it has to, soon after it has to, and the same thread serves the next request. */
@Timeout(60)
final class HostileTest {
    /** What one may take after its limit. */
    private static final long MOST = TimeUnit.MILLISECONDS.toNanos(100);
    /** How often one may try: a machine that does much else delays some, not all. */
    private static final int TRIES = 5;

    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LATE = TimeUnit.SECONDS.toNanos(30);

    private static final ExecutorService WORKER =
            Executors.newSingleThreadExecutor(work -> new StateThread(null, work, "worker"));
    private static final List<Long> DELAYS = new ArrayList<>();

    @TempDir
    static Path folder;

    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = new Site(folder);
        HostileScript.prepare(folder);
        site.write("next.lua", "function main() return 'served' end");
    }

    @AfterAll
    static void close() {
        site.close();
        WORKER.shutdown();
        List<Long> sorted = DELAYS.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return;
        }
        long median = sorted.get(sorted.size() / 2);
        long worst = sorted.get(sorted.size() - 1);
        System.out.printf(
                "%d stops; from the watchdog's deadline to the answer: median %.1f ms, worst %.1f ms%n",
                sorted.size(), median / 1e6, worst / 1e6);
        assertTrue(median < MOST, "the median delay of a stop is " + median / 1e6 + " ms");
    }

    static Stream<HostileScript> endless() {
        return HostileScript.all().stream().filter(script -> script.outcome() == Outcome.LOOPS);
    }

    static Stream<HostileScript> greedy() {
        return HostileScript.all().stream().filter(script -> script.outcome() == Outcome.ALLOCATES);
    }

    static Stream<HostileScript> ending() {
        return HostileScript.all().stream()
                .filter(script -> script.outcome() == Outcome.ERROR || script.outcome() == Outcome.RETURNS);
    }

    @ParameterizedTest
    @MethodSource("endless")
    void theWatchdogStopsIt(HostileScript script) throws Exception {
        site.pool.limits(limits(Map.of("cpu", 0.0, "allocation", 0L)));
        long least = Long.MAX_VALUE;
        boolean told = false;
        for (int i = 0; i < TRIES && (least >= MOST || !told); i++) {
            Ended ended = run(script, SOON);
            // On a machine that does much else its time may be over before it has begun.
            told |= isTold(stopped(ended, StopReason.WATCHDOG));
            DELAYS.add(ended.at - ended.due);
            least = Math.min(least, ended.at - ended.due);
        }
        assertTrue(least < MOST, "it went on for " + least / 1e6 + " ms");
        assertTrue(told, "it is told where");
    }

    @ParameterizedTest
    @MethodSource("greedy")
    void theLimitOnAllocationStopsIt(HostileScript script) throws Exception {
        site.pool.limits(limits(Map.of("cpu", 0.0, "allocation", 100L << 20)));
        assertTrue(isTold(stopped(run(script, LATE), StopReason.ALLOCATION)), "it is told where");
    }

    @ParameterizedTest
    @MethodSource("ending")
    void itEnds(HostileScript script) throws Exception {
        site.pool.limits(limits(Map.of("cpu", 0.0, "allocation", 4L << 30)));
        Ended ended = run(script, LATE);
        if (script.outcome() == Outcome.RETURNS) {
            ended.failure.ifPresent(e -> fail(shortened(e)));
            assertEquals(script.text(), ended.result());
        } else {
            ScriptException e = ended.failure.orElseThrow(() -> new AssertionError("it returned " + ended.result()));
            assertEquals(Kind.ERROR, e.kind(), e.getMessage());
            assertTrue(
                    script.expects(String.valueOf(e.getMessage()), site.root.resolve(script.fileName())), shortened(e));
        }
    }

    private static Limits limits(Map<String, Object> keys) {
        Map<String, Object> all = new HashMap<>(Map.of("coroutines", 200, "files", 8));
        all.putAll(keys);
        return SiteLimits.of(all);
    }

    private static ScriptException stopped(Ended ended, StopReason reason) {
        ScriptException e = ended.failure.orElseThrow(() -> new AssertionError("it returned " + ended.result()));
        assertEquals(Optional.of(reason), e.stopReason(), () -> shortened(e));
        return e;
    }

    private static boolean isTold(ScriptException stop) {
        return !stop.traceback().frames().isEmpty();
    }

    private static String shortened(ScriptException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > 200 ? message.substring(0, 200) + "…" : message;
    }

    /** What became of a script, when it was to end at the latest, and when it did. */
    private record Ended(long due, long at, Optional<ScriptException> failure, String result) {}

    private static Ended run(HostileScript script, long nanos) throws Exception {
        Path file = site.write(script.fileName(), script.source("function main() return attack() end"));
        site.claim(file).close();
        long stopsBefore = stops();
        Ended how = WORKER.submit(() -> attack(file, nanos)).get();
        boolean stopped = how.failure.flatMap(ScriptException::stopReason).isPresent();
        assertEquals(stopped ? 1 : 0, stops() - stopsBefore, "counted");
        if (stopped) {
            assertTrue(
                    site.pool.states().stream()
                            .noneMatch(state -> state.script().equals(file)),
                    "the state retires");
        }
        assertEquals(
                "served",
                WORKER.submit(() -> site.run(site.root.resolve("next.lua"))).get());
        site.pool.flush(file::equals);
        return how;
    }

    private static Ended attack(Path file, long nanos) throws ScriptException {
        long due = System.nanoTime() + nanos;
        try (Lease lease = site.pool.claim(file, due)) {
            lease.state().output(OutputStream.nullOutputStream());
            try {
                String result = Site.call(lease);
                return new Ended(due, System.nanoTime(), Optional.empty(), result);
            } catch (ScriptException e) {
                return new Ended(due, System.nanoTime(), Optional.of(e), "");
            }
        }
    }

    private static long stops() {
        return site.pool.use().stops().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
