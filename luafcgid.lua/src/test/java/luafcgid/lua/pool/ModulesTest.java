package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import luafcgid.lua.Dialect;
import luafcgid.lua.StatePool.StateInfo;
import luafcgid.lua.code.CodeCache;
import luafcgid.lua.code.Engine;
import luafcgid.lua.code.Modules;
import luafcgid.lua.engine.FilePolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where modules come from, and whom their changes concern. */
@Timeout(60)
class ModulesTest {
    private static final String ASK = "function main() return require 'm' end";

    @TempDir
    Path folder;

    private Path root = Path.of("/");
    private Path second = Path.of("/");
    private Path library = Path.of("/");

    @BeforeEach
    void makeFolders() throws Exception {
        root = Files.createDirectories(folder.resolve("root/deep")).toRealPath().getParent();
        second = Files.createDirectories(folder.resolve("second")).toRealPath();
        library = Files.createDirectories(folder.resolve("library")).toRealPath();
    }

    private Site site() throws Exception {
        FilePolicy policy = new FilePolicy(FilePolicy.Access.OPEN, List.of(root, second), List.of(library));
        return new Site(root, s -> s.withFiles(policy));
    }

    private static Map<Path, Long> ids(Site site) {
        return site.pool.states().stream().collect(Collectors.toMap(StateInfo::script, StateInfo::id));
    }

    @Test
    void scriptsFolderGoesBeforeTheModulePathAndThatBeforeTheRoot() throws Exception {
        Files.writeString(root.resolve("m.lua"), "return 'root'");
        Files.writeString(library.resolve("m.lua"), "return 'library'");
        Path own = Files.writeString(root.resolve("deep/m.lua"), "return 'own'");
        try (Site site = site()) {
            Path script = site.write("deep/a.lua", ASK);
            assertEquals("own", site.run(script));
            Files.delete(own);
            site.write("deep/a.lua", ASK + " ");
            assertEquals("library", site.run(script));
            Files.delete(library.resolve("m.lua"));
            site.write("deep/a.lua", ASK + "  ");
            assertEquals("root", site.run(script));
        }
    }

    @Test
    void moduleOfTheSameNameIsThatOfTheScriptsRoot() throws Exception {
        Files.writeString(root.resolve("m.lua"), "return 'first'");
        Files.writeString(second.resolve("m.lua"), "return 'second'");
        try (Site site = site()) {
            Path a = site.write("deep/a.lua", ASK);
            Path b = Files.createDirectory(second.resolve("deep")).resolve("b.lua");
            Files.writeString(b, ASK);
            assertEquals("first", site.run(a));
            assertEquals("second", site.run(b));
            long id = ids(site).get(b);
            Files.writeString(root.resolve("m.lua"), "return 'changed'");
            assertEquals("changed", site.run(a));
            assertEquals("second", site.run(b));
            assertEquals(id, ids(site).get(b));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local m = require 'm' function main() return m end",
                "function main() return require 'm' end",
                "local m = require 'through' function main() return m end",
                "function main() return require 'through' end",
                "local m = dofile 'through.lua' function main() return m end",
                "function main() return dofile 'through.lua' end",
                "local f = loadfile 'through.lua' function main() return f() end",
                "function main() return loadfile 'through.lua'() end",
                "function main() return require 'runs' end",
                "local m = require 'runs' function main() return m end",
                "function main() return coroutine.wrap(function() return require 'runs' end)() end"
            })
    void changeRetiresTheStatesOfScriptsThatLoadedTheModule(String text) throws Exception {
        try (Site site = site()) {
            site.write("m.lua", "return 'one'");
            site.write("through.lua", "return (require 'm')");
            site.write("runs.lua", "return dofile 'm.lua'");
            site.write("n.lua", "return 'other'");
            Path script = site.write("a.lua", text);
            Path other = site.write("b.lua", "function main() return require 'n' end");
            Path none = site.write("c.lua", "function main() return 'none' end");
            for (Path each : List.of(other, none)) {
                site.run(each);
            }
            assertEquals("one", site.run(script));
            Map<Path, Long> before = ids(site);
            site.write("m.lua", "return 'two'");
            assertEquals("two", site.run(script));
            site.pool.sweep();
            Map<Path, Long> after = ids(site);
            assertNotEquals(before.get(script), after.get(script));
            assertEquals(before.get(other), after.get(other));
            assertEquals(before.get(none), after.get(none));
        }
    }

    @Test
    void sweepRetiresIdleStatesOfAChangedModule() throws Exception {
        FilePolicy policy = new FilePolicy(FilePolicy.Access.OPEN, List.of(root), List.of());
        try (Site site =
                new Site(root, s -> s.withFiles(policy).withCheck(Duration.ofHours(1), Duration.ZERO, false))) {
            site.write("m.lua", "return 'one'");
            Path script = site.write("a.lua", ASK);
            assertEquals("one", site.run(script));
            site.write("m.lua", "return 'two'");
            assertEquals("one", site.run(script));
            assertEquals(1, site.pool.sweep());
            assertEquals("two", site.run(script));
        }
    }

    @Test
    void moduleIsCompiledOnceForAllScriptsOfADialect() throws Exception {
        Path module = Files.writeString(root.resolve("m.lua"), "return 'm'");
        CodeCache cache = new CodeCache();
        Modules a = new Modules(cache, Engine.DEFAULT, Dialect.LUA_5_4);
        Modules b = new Modules(cache, Engine.DEFAULT, Dialect.LUA_5_4);
        assertSame(a.load(module, "m.lua"), a.load(module, "m.lua"));
        assertSame(a.load(module, "m.lua"), b.load(module, "m.lua"));
        assertSame(
                a.load(module, "m.lua").code(), b.loadCurrent(module, "m.lua").code());
    }
}
