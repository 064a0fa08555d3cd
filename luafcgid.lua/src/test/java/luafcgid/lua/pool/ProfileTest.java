package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import luafcgid.lua.Dialect;
import luafcgid.lua.Lease;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** How states are made. */
final class ProfileTest {
    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    /** Runs no bodies. */
    private static Profile later(String name, Dialect dialect) {
        return new Profile() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Dialect> dialect() {
                return Optional.of(dialect);
            }

            @Override
            public void prepare(State state) {
                state.globals().set("given", name);
            }
        };
    }

    @Test
    void bodyRunsWhenItIsAskedToAndHasWhatTheProfileGives() throws Exception {
        Profile profile = later("later", Dialect.LUA_5_3);
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua", "runs = (runs or 0) + 1 seen = given .. ' ' .. _VERSION .. ' ' .. ... return seen, 2");
            try (Lease lease = site.pool.claim(script, profile, Site.soon())) {
                State state = lease.state();
                assertFalse(state.isLoaded());
                assertTrue(state.globals().get("runs").isnil());
                assertEquals(0, state.returned().narg());
                state.load(LuaValue.valueOf("x"));
                assertTrue(state.isLoaded());
                assertEquals("later Lua 5.3 x", state.returned().tojstring(1));
                assertEquals(2, state.returned().toint(2));
                assertEquals("later Lua 5.3 x", state.globals().get("seen").tojstring());
                assertThrows(IllegalStateException.class, () -> state.load(LuaValue.NONE));
                assertEquals(1, state.globals().get("runs").toint());
            }
        }
    }

    @Test
    void bodyRunsAgainAndAgainWithOtherGlobals() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "runs = (runs or 0) + 1");
            try (Lease lease = site.pool.claim(script, later("later", Dialect.LUA_5_1), Site.soon())) {
                LuaTable one = new LuaTable();
                LuaTable other = new LuaTable();
                lease.state().call(lease.state().body(one), LuaValue.NONE);
                lease.state().call(lease.state().body(one), LuaValue.NONE);
                lease.state().call(lease.state().body(other), LuaValue.NONE);
                assertEquals(2, one.get("runs").toint());
                assertEquals(1, other.get("runs").toint());
                assertTrue(lease.state().globals().get("runs").isnil());
                assertFalse(lease.state().isLoaded());
            }
        }
    }

    @Test
    void profilesHaveStatesOfTheirOwn() throws Exception {
        Profile one = later("one", Dialect.LUA_5_1);
        Profile other = later("other", Dialect.LUA_5_4);
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() end");
            long first;
            try (Lease lease = site.pool.claim(script, one, Site.soon())) {
                first = lease.state().id();
            }
            try (Lease lease = site.pool.claim(script, other, Site.soon())) {
                assertNotEquals(first, lease.state().id());
                assertSame(Dialect.LUA_5_4, lease.state().context().dialect());
            }
            try (Lease lease = site.pool.claim(script, one, Site.soon())) {
                assertEquals(first, lease.state().id());
            }
            assertEquals(2, site.pool.scripts().size());
            assertEquals(2, site.pool.flush(script::equals));
        }
    }

    @Test
    void partsOfAScriptLieAnywhereAndAreWatched() throws Exception {
        Path part = Files.writeString(elsewhere.resolve("part.lua"), "said = 1");
        Profile profile = new Profile() {
            @Override
            public String name() {
                return "parts";
            }

            @Override
            public void prepare(State state) throws ScriptException {
                LuaTable where = new LuaTable();
                state.call(state.part(part, where), LuaValue.NONE);
                state.globals().set("said", where.get("said"));
                state.load(LuaValue.NONE);
            }
        };
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() return said end");
            try (Lease lease = site.pool.claim(script, profile, Site.soon())) {
                assertEquals("1", Site.call(lease));
            }
            Files.writeString(part, "said = 'changed'");
            try (Lease lease = site.pool.claim(script, profile, Site.soon())) {
                assertEquals("changed", Site.call(lease));
            }
            Files.writeString(part, "said = ");
            try (Lease lease = site.pool.claim(script, profile, Site.soon())) {
                assertEquals("changed", Site.call(lease));
            }
            site.pool.flush(path -> true);
            ScriptException broken =
                    assertThrows(ScriptException.class, () -> site.pool.claim(script, profile, Site.soon()));
            assertSame(ScriptException.Kind.LOAD, broken.kind());
            Files.delete(part);
            ScriptException missing =
                    assertThrows(ScriptException.class, () -> site.pool.claim(script, profile, Site.soon()));
            assertEquals(part + ": cannot be read: No such file or directory", missing.getMessage());
        }
    }

    @Test
    void familyRetiresTogether() throws Exception {
        Object family = new Object();
        record Relative(String name, Object family) implements Profile {}
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() end");
            for (Profile each : List.of(
                    new Relative("one", family), new Relative("other", family), new Relative("none", new Object()))) {
                site.pool.claim(script, each, Site.soon()).close();
            }
            assertEquals(2, site.pool.retire(new Relative("third", family)));
            assertEquals(1, site.pool.states().size());
        }
    }

    @Test
    void stateWhoseBodyFailedLaterIsNotUsedAgain() throws Exception {
        Profile profile = later("later", Dialect.LUA_5_1);
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "error 'no'");
            try (Lease lease = site.pool.claim(script, profile, Site.soon())) {
                ScriptException e =
                        assertThrows(ScriptException.class, () -> lease.state().load(LuaValue.NONE));
                assertEquals(ScriptException.Kind.LOAD, e.kind());
            }
            assertEquals(0, site.pool.states().size());
        }
    }

    @Test
    void scriptThatDoesNotCompileIsNotGivenOut() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "main = = 1");
            ScriptException e = assertThrows(
                    ScriptException.class, () -> site.pool.claim(script, later("later", Dialect.LUA_5_1), Site.soon()));
            assertEquals(ScriptException.Kind.LOAD, e.kind());
            assertEquals(0, site.pool.states().size());
        }
    }

    @Test
    void whatFailsToPrepareAStateFailsTheClaim() throws Exception {
        Profile profile = new Profile() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public void prepare(State state) {
                throw new LuaError("nothing to give");
            }
        };
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "function main() end");
            ScriptException e =
                    assertThrows(ScriptException.class, () -> site.pool.claim(script, profile, Site.soon()));
            assertEquals(ScriptException.Kind.LOAD, e.kind());
            assertEquals("nothing to give", e.getMessage());
            assertEquals(0, site.pool.states().size());
        }
    }
}
