package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Chunk;
import luafcgid.lua.Lease;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import luafcgid.lua.files.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** States that serve many scripts. */
final class SharedStateTest {
    private static final Profile SHARED = new Profile() {
        @Override
        public String name() {
            return "shared";
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public int states() {
            return 1;
        }

        @Override
        public void prepare(State state) {}
    };

    @TempDir
    Path folder;

    private static Lease claim(Site site, Path script) throws ScriptException {
        return site.pool.claim(script, SHARED, Site.soon());
    }

    private static long id(Site site, Path script) throws ScriptException {
        try (Lease lease = claim(site, script)) {
            return lease.state().id();
        }
    }

    @Test
    void scriptsOfARootHaveOne() throws Exception {
        try (Site site = new Site(folder)) {
            Path one = site.write("one.lua", "return 1");
            Path two = site.write("sub/two.lua", "return 2");
            assertEquals(id(site, one), id(site, two));
            assertEquals(1, site.pool.states().size());
            assertEquals(
                    List.of(site.root.resolve("shared")),
                    site.pool.scripts().stream().map(info -> info.path()).toList());
        }
    }

    @Test
    void scriptsThatAreNotTrustedHaveOneOfTheirFolder() throws Exception {
        Path guests = Files.createDirectories(folder.resolve("guests")).toRealPath();
        Sandbox sandbox = new Sandbox(List.of(guests), List.of(Path.of(".")), List.of());
        try (Site site = new Site(folder, s -> s.withSandbox(sandbox))) {
            Path trusted = site.write("a.lua", "return 1");
            Path guest = site.write("guests/a.lua", "return 1");
            // By either name it is what the sandbox holds.
            Path link = Files.createSymbolicLink(site.root.resolve("link.lua"), guest);
            assertNotEquals(id(site, trusted), id(site, guest));
            assertEquals(id(site, guest), id(site, link));
        }
    }

    @Test
    void thereAreAsManyAsTheProfileSays() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "return 1");
            try (Lease lease = claim(site, script)) {
                long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
                ScriptException e = assertThrows(ScriptException.class, () -> site.pool.claim(script, SHARED, soon));
                assertEquals(ScriptException.Kind.BUSY, e.kind());
                assertEquals(1, site.pool.states().size());
                assertEquals(lease.state().id(), site.pool.states().get(0).id());
            }
        }
    }

    @Test
    void chunksAreTheFilesAsTheyAre() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "x = (x or 0) + 1 return x");
            try (Lease lease = claim(site, script)) {
                Chunk chunk = lease.state().chunk(script);
                LuaTable one = new LuaTable();
                assertEquals("1", run(lease, chunk, one));
                assertEquals("2", run(lease, chunk, one));
                assertEquals("1", run(lease, chunk, new LuaTable()));
                assertEquals(chunk, lease.state().chunk(script));
                site.write("a.lua", "return 'changed'");
                assertNotEquals(chunk, lease.state().chunk(script));
                assertEquals("changed", run(lease, lease.state().chunk(script), one));
            }
        }
    }

    private static String run(Lease lease, Chunk chunk, LuaTable environment) throws ScriptException {
        return lease.state().call(chunk.body(environment), LuaValue.NONE).arg1().tojstring();
    }

    @Test
    void whatMayNotBeRunIsNot() throws Exception {
        try (Site site = new Site(Files.createDirectory(folder.resolve("root")))) {
            Path script = site.write("a.lua", "return 1");
            Path broken = site.write("broken.lua", "= 1");
            Path outside = Files.writeString(folder.resolve("outside.lua"), "return 1");
            assertEquals(ScriptException.Kind.FORBIDDEN, kind(() -> claim(site, outside)));
            assertEquals(ScriptException.Kind.NOT_FOUND, kind(() -> claim(site, site.root.resolve("no.lua"))));
            try (Lease lease = claim(site, script)) {
                State state = lease.state();
                assertEquals(ScriptException.Kind.FORBIDDEN, kind(() -> state.chunk(outside)));
                assertEquals(ScriptException.Kind.NOT_FOUND, kind(() -> state.chunk(site.root.resolve("no.lua"))));
                assertEquals(ScriptException.Kind.LOAD, kind(() -> state.chunk(broken)));
            }
        }
    }

    /** What may fail. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws ScriptException, IOException;
    }

    private static ScriptException.Kind kind(Attempt attempt) {
        return assertThrows(ScriptException.class, attempt::run).kind();
    }

    @Test
    void aSweepLeavesThemAlone() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "return 1");
            long id = id(site, script);
            Files.delete(script);
            assertEquals(0, site.pool.sweep());
            site.write("b.lua", "return 2");
            assertEquals(id, id(site, site.root.resolve("b.lua")));
        }
    }
}
