package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
            Path script = site.write("a.lua", "runs = (runs or 0) + 1 seen = given .. ' ' .. _VERSION .. ' ' .. ...");
            try (Lease lease = site.pool.claim(script, profile, Site.soon())) {
                State state = lease.state();
                assertFalse(state.isLoaded());
                assertTrue(state.globals().get("runs").isnil());
                state.load(LuaValue.valueOf("x"));
                assertTrue(state.isLoaded());
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
