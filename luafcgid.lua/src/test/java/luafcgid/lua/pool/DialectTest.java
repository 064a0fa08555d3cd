package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.code.CodeCache;
import luafcgid.lua.code.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaValue;

class DialectTest {
    private static final String MAIN = "function main() return _VERSION end\n";

    @TempDir
    Path folder;

    @Test
    void scriptIsLua51UnlessConfiguredOtherwise() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals("Lua 5.1", site.eval("return _VERSION"));
            site.pool.settings(PoolSettings.of(site.root).withDialect(Dialect.LUA_5_3));
            assertEquals("Lua 5.3", site.run(site.root.resolve("eval.lua")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- lua: 5.4~ | 5.4",
                "--lua:5.2^~ | 5.2",
                "#!/usr/bin/env lua~-- lua: 5.3 ~ | 5.3",
                "@-- lua: 5.3~ | 5.3",
                "-- lua: a language~ | 5.1",
                "-- not lua: 5.3~ | 5.1",
                "~-- lua: 5.3~ | 5.1"
            })
    void firstLineChooses(String start, String version) throws Exception {
        try (Site site = new Site(folder)) {
            String text = start.replace("~", "\n").replace("^", "\r").replace("@", "\ufeff");
            assertEquals("Lua " + version, site.run(site.write("a.lua", text + MAIN)));
        }
    }

    @Test
    void unknownDialectIsNamedWithItsLine() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write("a.lua", "#!lua\n-- lua: 5.5\n" + MAIN);
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals(script + ":2: lua: 5.5 is no dialect: write 5.1, 5.2, 5.3 or 5.4", e.getMessage());
        }
    }

    @Test
    void dialectThatTheEngineDoesNotRunIsNamedWithTheSetting() throws Exception {
        try (Site site = new Site(folder, s -> s.withEngine(Engine.REFERENCE))) {
            Path script = site.write("a.lua", "-- lua: 5.4\n" + MAIN);
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals(
                    script
                            + ":1: lua: 5.4 is not run by engine=reference in luafcgid.lua.Pool: write 5.1 or 5.2, or set"
                            + " engine=compiled",
                    e.getMessage());
            assertEquals("Lua 5.2", site.run(site.write("b.lua", "-- lua: 5.2\n" + MAIN)));
        }
    }

    @Test
    void moduleFollowsItsRequirerAndIsCompiledForEachDialect() throws Exception {
        CodeCache cache = new CodeCache();
        try (Site site = new Site(folder)) {
            Path module = site.write("m.lua", "-- lua: 5.2\nreturn _VERSION\n");
            site.write("a.lua", "-- lua: 5.3\nfunction main() return require 'm' end");
            site.write("b.lua", "-- lua: 5.4\nfunction main() return require 'm' end");
            assertEquals("Lua 5.3", site.run(site.root.resolve("a.lua")));
            assertEquals("Lua 5.4", site.run(site.root.resolve("b.lua")));
            assertEquals(
                    Dialect.LUA_5_1,
                    cache.load(module, "m.lua", Engine.DEFAULT, Dialect.LUA_5_1).dialect());
            assertEquals(
                    Dialect.LUA_5_2,
                    cache.loadScript(module, Engine.DEFAULT, Dialect.LUA_5_1).dialect());
            assertNotSame(
                    cache.load(module, "m.lua", Engine.DEFAULT, Dialect.LUA_5_1).code(),
                    cache.load(module, "m.lua", Engine.DEFAULT, Dialect.LUA_5_3).code());
        }
    }

    @Test
    void extensionIsToldTheDialect() throws Exception {
        List<Dialect> told = new ArrayList<>();
        try (Site site = new Site(folder)) {
            site.extension(
                    (state, module) -> {
                        told.add(state.dialect());
                        return LuaValue.TRUE;
                    },
                    "x");
            site.run(site.write("a.lua", "-- lua: 5.3\nfunction main() require 'x' end"));
            site.run(site.write("b.lua", "function main() require 'x' end"));
        }
        assertEquals(List.of(Dialect.LUA_5_3, Dialect.LUA_5_1), told);
    }
}
