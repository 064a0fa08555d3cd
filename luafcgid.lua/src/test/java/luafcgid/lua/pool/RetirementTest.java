package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.StatePool.StateInfo;
import luafcgid.lua.engine.CurrentState;
import luafcgid.lua.pool.Capacity.Policy;
import luafcgid.lua.pool.retirement.Reason;
import luafcgid.lua.pool.retirement.Retirement;
import luafcgid.lua.pool.retirement.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RetirementTest {
    private static final String COUNTS = "n = 0 function main() n = n + 1 return n end";

    @TempDir
    Path folder;

    /** Leases were closed in another order than that in which a thread leaves the states that it runs. */
    @AfterEach
    void leaveAllStates() {
        CurrentState.enter(null);
    }

    /** The shortest of everything that would have states go. */
    private Site throwaway(int states, int clones) throws Exception {
        return new Site(
                folder,
                s -> s.withCapacity(
                        new Capacity(Policy.THROWAWAY, states, clones, 1, 1, Duration.ZERO, Duration.ofSeconds(1))));
    }

    private static Set<Long> ids(Site site) {
        Set<Long> ids = new HashSet<>();
        site.pool.states().forEach(state -> ids.add(state.id()));
        return ids;
    }

    private static List<Lease> claim(Site site, Path script, int count) throws Exception {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leases.add(site.claim(script));
        }
        return leases;
    }

    @Test
    void byPopularityUnusedAndWornStatesGo() {
        Retirement policy = Retirement.ofUnused(3, 100);
        assertNull(policy.reason(new Standing(2, 100, false)));
        assertEquals(Reason.WORN, policy.reason(new Standing(3, 0, false)));
        assertEquals(Reason.UNUSED, policy.reason(new Standing(1, 101, false)));
        assertEquals(Reason.TOO_MANY, policy.reason(new Standing(1, 0, true)));
        assertNull(Retirement.ofUnused(0, 100).reason(new Standing(Long.MAX_VALUE, 0, false)));
    }

    @Test
    void byLuafcgid2OnlyStatesAboveTheLimitsGo() {
        Retirement policy = Retirement.ofSurplus();
        assertNull(policy.reason(new Standing(Long.MAX_VALUE, Long.MAX_VALUE, false)));
        assertEquals(Reason.THROWN_AWAY, policy.reason(new Standing(1, 0, true)));
    }

    @Test
    void throwawayStatesServeOneRequestAndTheOthersAreKept() throws Exception {
        try (Site site = throwaway(2, 0)) {
            Path script = site.write("a.lua", COUNTS);
            List<Lease> leases = claim(site, script, 5);
            Set<Long> kept =
                    Set.of(leases.get(0).state().id(), leases.get(1).state().id());
            assertEquals(5, site.pool.states().size());
            // The kept ones first: what is thrown away is chosen when it is made.
            leases.forEach(Lease::close);
            assertEquals(kept, ids(site));
            assertEquals(0, site.pool.sweep());
            assertEquals("1", site.run(script));
            assertEquals("2", site.run(script));
            assertEquals(kept, ids(site));
        }
    }

    @Test
    void limitOfOneScriptIsNotThatOfAnother() throws Exception {
        try (Site site = throwaway(3, 1)) {
            Path a = site.write("a.lua", COUNTS);
            Path b = site.write("b.lua", COUNTS);
            List<Lease> leases = claim(site, a, 3);
            leases.addAll(claim(site, b, 1));
            leases.forEach(Lease::close);
            assertEquals(
                    List.of(a, b),
                    site.pool.states().stream().map(StateInfo::script).sorted().toList());
        }
    }

    @Test
    void keptStateMakesNoRoom() throws Exception {
        try (Site site = throwaway(1, 0)) {
            Path a = site.write("a.lua", COUNTS);
            Path b = site.write("b.lua", COUNTS);
            site.run(a);
            assertEquals("1", site.run(b));
            assertEquals("1", site.run(b));
            assertEquals("2", site.run(a));
        }
    }

    @Test
    void changedScriptIsReplacedWhateverThePolicy() throws Exception {
        try (Site site = throwaway(1, 0)) {
            Path script = site.write("a.lua", COUNTS);
            site.run(script);
            site.write("a.lua", "function main() return 'new' end");
            assertEquals("new", site.run(script));
            assertEquals(1, site.pool.states().size());
        }
    }

    @Test
    void otherPolicyTakesEffectWhenStatesAreGivenBack() throws Exception {
        try (Site site = throwaway(1, 0)) {
            Path script = site.write("a.lua", COUNTS);
            List<Lease> leases = claim(site, script, 3);
            site.pool.settings(PoolSettings.of(site.root).withLimits(8, 0, 0));
            leases.forEach(Lease::close);
            assertEquals(1, site.pool.states().size());
            leases = claim(site, script, 3);
            leases.forEach(Lease::close);
            assertEquals(3, site.pool.states().size());
        }
    }

    @Test
    void byPopularityNothingIsMadeAboveTheLimit() throws Exception {
        try (Site site = new Site(folder, s -> s.withLimits(1, 0, 0))) {
            Path script = site.write("a.lua", COUNTS);
            try (Lease lease = site.claim(script)) {
                assertFalse(canClaim(site, script));
                assertEquals("1", Site.call(lease));
            }
            assertTrue(canClaim(site, script));
        }
    }

    private static boolean canClaim(Site site, Path script) {
        try (Lease lease = site.pool.claim(script, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20))) {
            return lease.state().id() > 0;
        } catch (luafcgid.lua.ScriptException e) {
            assertEquals(luafcgid.lua.ScriptException.Kind.BUSY, e.kind());
            return false;
        }
    }

    @Test
    void concurrentLeasesNeverWaitNeverShareAndLeaveTheKeptStates() throws Exception {
        int threads = 12;
        try (Site site = throwaway(4, 3)) {
            List<Path> scripts = List.of(site.write("a.lua", COUNTS), site.write("b.lua", COUNTS));
            for (Path script : scripts) {
                claim(site, script, 2).forEach(Lease::close);
            }
            Set<Long> kept = ids(site);
            assertEquals(4, kept.size());
            Set<Long> leased = Collections.synchronizedSet(new HashSet<>());
            CyclicBarrier barrier = new CyclicBarrier(threads);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                List<Callable<Void>> work = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    Path script = scripts.get(i % scripts.size());
                    work.add(() -> {
                        for (int round = 0; round < 30; round++) {
                            try (Lease lease = site.claim(script)) {
                                long id = lease.state().id();
                                assertTrue(leased.add(id), "a state serves one request at a time");
                                // All have a state now, three times as many as are kept.
                                barrier.await(20, TimeUnit.SECONDS);
                                assertTrue(kept.contains(id) || Site.call(lease).equals("1"));
                                leased.remove(id);
                            }
                        }
                        return null;
                    });
                }
                for (Future<Void> each : pool.invokeAll(work)) {
                    each.get();
                }
            } finally {
                pool.shutdown();
            }
            assertEquals(kept, ids(site));
        }
    }
}
