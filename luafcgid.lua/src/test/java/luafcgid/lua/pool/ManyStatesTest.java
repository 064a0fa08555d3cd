package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.Capacity.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand states in one pool. */
@Timeout(120)
class ManyStatesTest {
    private static final int STATES = 10_000;
    /** What a state may keep, bytes; a fifth more than was promised, since a heap is never measured to the byte. */
    private static final long ROOM = 24 << 10;

    private static final Duration LONG = Duration.ofHours(1);

    /** With what a page has: a counter of its own, some functions, a table. */
    private static final String SCRIPT =
            """
            local greeting = 'Hello'
            hits = 0
            cache = { 'a', 'b', name = greeting }
            local function escape(s) return (s:gsub('[<>&]', '.')) end
            function header(t) return '<h1>' .. escape(t) .. '</h1>' end
            function main() hits = hits + 1 return hits end
            """;

    @TempDir
    Path folder;

    private Site site(Capacity capacity) throws Exception {
        return new Site(folder, s -> s.withCapacity(capacity).withCheck(LONG, Duration.ZERO, false));
    }

    private static Capacity capacity(int states, Duration idle) {
        return new Capacity(Policy.POPULARITY, states, 0, 1, 0, idle, Duration.ofMinutes(5));
    }

    private static void fill(Site site, List<Path> scripts, int states) throws Exception {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            leases.add(site.claim(scripts.get(i % scripts.size())));
        }
        for (Lease lease : leases) {
            assertEquals("1", Site.call(lease));
        }
        // A thread runs what it claimed last until that is given back.
        for (int i = states; i-- > 0; ) {
            leases.get(i).close();
        }
    }

    private static List<Path> scripts(Site site) throws Exception {
        return List.of(
                site.write("a.lua", SCRIPT),
                site.write("b.lua", "-- lua: 5.4\n" + SCRIPT),
                site.write("c.lua", "-- lua: 5.2\n" + SCRIPT));
    }

    /** Of this thread, which does all the work: a busy machine is no reason to fail. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void eachHasItsGlobalsAndLittleElse() throws Exception {
        try (Site site = site(capacity(STATES, LONG))) {
            List<Path> scripts = scripts(site);
            fill(site, scripts, STATES / 10);
            site.pool.flush(path -> true);
            long before = heap();
            long begin = cpu();
            fill(site, scripts, STATES);
            long made = cpu() - begin;
            long each = (heap() - before) / STATES;
            System.out.printf(
                    "%d states: %d bytes each, made and run once in %d us each%n",
                    STATES, each, TimeUnit.NANOSECONDS.toMicros(made) / STATES);
            assertEquals(STATES, site.pool.states().size());
            assertTrue(each < ROOM, () -> each + " bytes for each state");
        }
    }

    @Test
    void allAreSweptFlushedAndEvictedInLittleTime() throws Exception {
        try (Site site = site(capacity(STATES, LONG))) {
            List<Path> scripts = scripts(site);
            Path next = site.write("next.lua", SCRIPT);
            fill(site, scripts, STATES);
            long begin = cpu();
            List<Lease> leases = new ArrayList<>();
            for (int i = 0; i < STATES / 2; i++) {
                leases.add(site.claim(next));
            }
            for (int i = leases.size(); i-- > 0; ) {
                leases.get(i).close();
            }
            tell("evictions of half of them", begin);
            assertEquals(STATES, site.pool.states().size());

            begin = cpu();
            assertEquals(0, site.pool.sweep());
            tell("sweep that finds nothing", begin);

            begin = cpu();
            site.pool.settings(PoolSettings.of(site.root).withCapacity(capacity(STATES / 2, LONG)));
            tell("limit lowered by half", begin);
            assertEquals(STATES / 2, site.pool.states().size());

            begin = cpu();
            assertEquals(STATES / 2, site.pool.flush(path -> true));
            tell("flush", begin);

            site.pool.settings(PoolSettings.of(site.root).withCapacity(capacity(STATES, Duration.ZERO)));
            fill(site, scripts, STATES);
            begin = cpu();
            assertEquals(STATES, site.pool.sweep());
            tell("sweep of all", begin);
            assertEquals(List.of(), site.pool.states());
        }
    }

    /** What makes no state takes microseconds for each; what looked at all states for each of them would take a thousand times that. */
    private static void tell(String what, long begin) {
        long millis = TimeUnit.NANOSECONDS.toMillis(cpu() - begin);
        System.out.println(what + ": " + millis + " ms");
        assertTrue(millis < 2_000, () -> what + ": " + millis + " ms");
    }
}
