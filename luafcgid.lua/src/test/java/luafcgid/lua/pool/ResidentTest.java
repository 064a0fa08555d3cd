package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.Lease;
import luafcgid.lua.Profile;
import luafcgid.lua.Resident;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.lua.StopReason;
import luafcgid.lua.engine.FilePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;

/** States that serve no script. */
final class ResidentTest {
    private static final Profile PROFILE = new Profile() {
        @Override
        public String name() {
            return "resident";
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public void prepare(State state) {
            state.globals().set("n", 0);
        }
    };

    @TempDir
    Path folder;

    private static String run(Resident resident, String chunk, long deadline) throws ScriptException {
        try (Lease lease = resident.claim(deadline, () -> {})) {
            State state = lease.state();
            LuaValue function = state.globals().load(chunk, "=chunk");
            return state.call(function, LuaValue.NONE).arg1().tojstring();
        }
    }

    private static String run(Resident resident, String chunk) throws ScriptException {
        return run(resident, chunk, Site.soon());
    }

    @Test
    void itsGlobalsStayWhateverBecomesOfTheOthers() throws Exception {
        try (Site site = new Site(folder, settings -> settings.withLimits(1, 1, 1))) {
            Resident resident = site.pool.reside(site.root, PROFILE, Site.soon());
            assertEquals("1", run(resident, "n = n + 1 return n"));
            Path script = site.write("a.lua", "function main() return 'served' end");
            assertEquals("served", site.run(script));
            site.pool.flush(path -> true);
            site.pool.sweep();
            assertEquals("2", run(resident, "n = n + 1 return n"));
            assertEquals(List.of(), site.pool.states());
            assertFalse(resident.isOutdated());
            resident.close();
        }
    }

    @Test
    void itHasTheLibrariesAndTheFolder() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("m.lua", "return { name = ... }");
            Resident resident = site.pool.reside(site.root, PROFILE, Site.soon());
            assertEquals("m", run(resident, "return require('m').name"));
            assertEquals("yes", run(resident, "local f = io.open('m.lua') f:close() return 'yes'"));
            resident.close();
        }
    }

    @Test
    void eachRunHasItsOwnTimeAndOneThatIsStoppedLeavesItOutdated() throws Exception {
        try (Site site = new Site(folder)) {
            Resident resident = site.pool.reside(site.root, PROFILE, Site.soon());
            long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
            ScriptException stopped =
                    assertThrows(ScriptException.class, () -> run(resident, "while true do end", soon));
            assertEquals(StopReason.WATCHDOG, stopped.stopReason().orElseThrow());
            assertTrue(resident.isOutdated());
            assertEquals("0", run(resident, "return n"));
            resident.close();
        }
    }

    @Test
    void oneThatIsClosedWhileItIsClaimedGoesWhenItIsGivenBack() throws Exception {
        try (Site site = new Site(folder)) {
            Resident resident = site.pool.reside(site.root, PROFILE, Site.soon());
            AtomicInteger closed = new AtomicInteger();
            try (Lease lease = resident.claim(Site.soon(), () -> {})) {
                lease.state().context().onClose(closed::incrementAndGet);
                assertThrows(IllegalStateException.class, () -> resident.claim(Site.soon(), () -> {}));
                resident.close();
                resident.close();
                assertEquals(0, closed.get());
            }
            assertEquals(1, closed.get());
            assertThrows(IllegalStateException.class, () -> resident.claim(Site.soon(), () -> {}));
        }
    }

    @Test
    void anErrorLeavesItFit() throws Exception {
        try (Site site = new Site(folder)) {
            Resident resident = site.pool.reside(site.root, PROFILE, Site.soon());
            assertEquals(
                    "chunk:1: no",
                    assertThrows(ScriptException.class, () -> run(resident, "error('no')"))
                            .getMessage());
            assertFalse(resident.isOutdated());
            resident.close();
        }
    }

    @Test
    void otherSettingsLeaveItOutdated() throws Exception {
        try (Site site = new Site(folder)) {
            Resident resident = site.pool.reside(site.root, PROFILE, Site.soon());
            PoolSettings settings = PoolSettings.of(site.root);
            site.pool.settings(settings);
            assertFalse(resident.isOutdated());
            site.pool.settings(
                    settings.withFiles(new FilePolicy(FilePolicy.Access.NONE, List.of(site.root), List.of())));
            assertTrue(resident.isOutdated());
            resident.close();
        }
    }
}
