package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import luafcgid.lua.Lease;
import luafcgid.lua.StatePool.ScriptInfo;
import luafcgid.lua.pool.Capacity.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** States that a script has from the start. */
@Timeout(60)
final class InitialStatesTest {
    private static final String COUNTS = "n = 0 function main() n = n + 1 return n end";

    @TempDir
    Path folder;

    private Site site(Policy policy, int states, int clones, int initial) throws Exception {
        return new Site(
                folder,
                s -> s.withCapacity(
                        new Capacity(policy, states, clones, initial, 0, Duration.ofHours(1), Duration.ofMinutes(5))));
    }

    private static Set<Long> ids(Site site) {
        Set<Long> ids = new HashSet<>();
        site.pool.states().forEach(state -> ids.add(state.id()));
        return ids;
    }

    @Test
    void areThereWithTheFirstRequest() throws Exception {
        for (Policy policy : Policy.values()) {
            try (Site site = site(policy, 10, 0, 3)) {
                Path script = site.write("a.lua", COUNTS);
                assertEquals("1", site.run(script));
                Set<Long> first = ids(site);
                assertEquals(3, first.size());
                assertEquals(1, site.pool.scripts().get(0).hits());
                try (Lease one = site.claim(script);
                        Lease two = site.claim(script);
                        Lease three = site.claim(script)) {
                    assertEquals(
                            first,
                            Set.of(
                                    one.state().id(),
                                    two.state().id(),
                                    three.state().id()));
                    assertFalse(three.state().isThrowaway());
                }
                assertEquals(first, ids(site));
            }
        }
    }

    @Test
    void areNoMoreThanTheLimitsAllow() throws Exception {
        try (Site site = site(Policy.THROWAWAY, 3, 2, 5)) {
            Path a = site.write("a.lua", COUNTS);
            Path b = site.write("b.lua", COUNTS);
            site.run(a);
            assertEquals(2, ids(site).size());
            site.run(b);
            assertEquals(3, ids(site).size());
            try (Lease lease = site.claim(b);
                    Lease above = site.claim(b)) {
                assertFalse(lease.state().isThrowaway());
                assertTrue(above.state().isThrowaway());
            }
        }
    }

    @Test
    void areMadeAnewWhenTheScriptChanges() throws Exception {
        try (Site site = site(Policy.THROWAWAY, 10, 0, 3)) {
            Path script = site.write("a.lua", COUNTS);
            site.run(script);
            Set<Long> before = ids(site);
            site.write("a.lua", COUNTS + " -- changed");
            assertEquals("1", site.run(script));
            Set<Long> after = ids(site);
            assertEquals(3, after.size());
            after.retainAll(before);
            assertEquals(Set.of(), after);
        }
    }

    @Test
    void oneThatFailsHarmsNoRequest() throws Exception {
        try (Site site = site(Policy.POPULARITY, 10, 0, 3)) {
            site.write("flag", "");
            Path script = site.write(
                    "a.lua",
                    "if not os.remove('" + folder + "/flag') then error('the second one fails') end" + " " + COUNTS);
            assertEquals("1", site.run(script));
            assertEquals("2", site.run(script));
            assertEquals(1, ids(site).size());
            ScriptInfo info = site.pool.scripts().get(0);
            assertEquals(1, info.states());
            assertEquals("", info.error());
        }
    }
}
