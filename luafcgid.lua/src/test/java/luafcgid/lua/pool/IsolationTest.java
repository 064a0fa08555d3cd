package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import luafcgid.lua.Lease;
import luafcgid.lua.State;
import luafcgid.lua.engine.ScriptState;
import luafcgid.lua.runtime.LuaState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What a state does is seen by no other: neither another one of its script nor one of another script. */
@Timeout(60)
class IsolationTest {
    @TempDir
    Path folder;

    private static String call(Lease lease, String function) throws Exception {
        State state = lease.state();
        return state.call(state.globals().get(function), LuaValue.NONE).arg1().tojstring();
    }

    /** A state that changes something, one of the same script, and one of another script. */
    private record Three(Site site, Lease changed, Lease twin, Lease other) implements AutoCloseable {
        static Three of(Site site, String dialect, String change, String look) throws Exception {
            String text =
                    "-- lua: " + dialect + "\nfunction change() " + change + " end function look() " + look + " end";
            Path script = site.write("a.lua", text);
            return new Three(site, site.claim(script), site.claim(script), site.claim(site.write("b.lua", text)));
        }

        void assertApart(String before, String after) throws Exception {
            for (Lease each : new Lease[] {changed, twin, other}) {
                assertEquals(before, call(each, "look"));
            }
            call(changed, "change");
            assertEquals(after, call(changed, "look"));
            assertEquals(before, call(twin, "look"));
            assertEquals(before, call(other, "look"));
        }

        @Override
        public void close() {
            other.close();
            twin.close();
            changed.close();
            site.close();
        }
    }

    private void assertApart(String dialect, String change, String look, String before, String after) throws Exception {
        try (Three three = Three.of(new Site(folder), dialect, change, look)) {
            three.assertApart(before, after);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string.upper = function() return 'mine' end | return ('x'):upper() | X | mine",
                "string.trim = function() return 'mine' end | return tostring(('x').trim) | nil | mine~",
                "getmetatable('').__index = function() return 'mine' end | return tostring(('x').trim) | nil | mine",
                "getmetatable('').__concat = function() return 'mine' end | return ('x' .. 'y') .. 'z' | xyz | xyz",
                "getmetatable('').__call = function() return 'mine' end | return select(2, pcall('x')) == 'mine' | false | true"
            })
    void stringMethods(String change, String look, String before, String after) throws Exception {
        if (after.endsWith("~")) {
            look = "return type(('x').trim)";
            after = "function";
        }
        for (String dialect : new String[] {"5.1", "5.4"}) {
            assertApart(dialect, change, look, before, after);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | (nil)", "1 | (true)", "3 | (5)", "6 | (print)", "8 | (coroutine.create(function() end))"})
    void metatablesOfTypes(int type, String value) throws Exception {
        for (String dialect : new String[] {"5.1", "5.2", "5.3", "5.4"}) {
            String look = "local ok, x = pcall(function() return " + value + ".x end) return tostring(ok and x)";
            try (Three three = Three.of(new Site(folder), dialect, "", look)) {
                LuaTable methods = new LuaTable();
                methods.rawset("x", LuaValue.valueOf("mine"));
                LuaTable metatable = new LuaTable();
                metatable.rawset(LuaValue.INDEX, methods);
                LuaState lua = ((ScriptState) three.changed.state()).lua();
                lua.typeMetatable(type, metatable);
                assertEquals("mine", call(three.changed, "look"));
                assertEquals("false", call(three.twin, "look"));
                assertEquals("false", call(three.other, "look"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1", "5.2", "5.3", "5.4"})
    void whatScriptsReachByDebug(String dialect) throws Exception {
        String look = "local ok, x = pcall(function() return (5).x end) return tostring(ok and x)";
        assertApart(dialect, "debug.setmetatable(5, {__index = {x = 'mine'}})", look, "false", "mine");
        assertApart(dialect, "debug.getregistry().x = 'mine'", "return tostring(debug.getregistry().x)", "nil", "mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package.loaded.m = 'mine' | return tostring(package.loaded.m) | nil | mine",
                "package.loaded.string.x = 'mine' | return tostring(string.x) | nil | mine",
                "package.preload.m = function() return 'mine' end | return tostring(package.preload.m and 'set') | nil | set",
                "package.path = 'mine' | return tostring(package.path == 'mine') | false | true",
                "math.pi = 3 | return tostring(math.pi == 3) | false | true",
                "x = 'mine' | return tostring(x) | nil | mine",
                "_G.print = 'mine' | return type(print) | function | string"
            })
    void loadedModulesAndGlobals(String change, String look, String before, String after) throws Exception {
        for (String dialect : new String[] {"5.1", "5.4"}) {
            assertApart(dialect, change, look, before, after);
        }
    }

    @Test
    void moduleIsRunInEachState() throws Exception {
        Files.writeString(folder.resolve("m.lua"), "local m = {n = 0} return m");
        assertApart("5.4", "require 'm'.n = 1", "return tostring(require 'm'.n)", "0", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1", "5.2", "5.3", "5.4"})
    void seeds(String dialect) throws Exception {
        String draw = "return table.concat({math.random(1e6), math.random(1e6), math.random(1e6)}, ' ')";
        try (Three three = Three.of(new Site(folder), dialect, "math.randomseed(7)", draw)) {
            call(three.changed, "change");
            String first = call(three.changed, "look");
            String second = call(three.changed, "look");
            assertNotEquals(first, second);
            call(three.changed, "change");
            assertEquals(first, call(three.changed, "look"));
            for (Lease each : new Lease[] {three.twin, three.other}) {
                call(each, "change");
                assertEquals(first, call(each, "look"));
            }
            assertEquals(second, call(three.changed, "look"));
        }
    }

    @Test
    void defaultFiles() throws Exception {
        Files.writeString(folder.resolve("in.txt"), "text");
        assertApart(
                "5.4",
                "io.input('in.txt') io.output('out.txt')",
                "return tostring(io.input() == io.stdin) .. tostring(io.output() == io.stdout) .. tostring(io.read('a'))",
                "truetrue",
                "falsefalsetext");
        assertApart("5.1", "io.output('out.txt'):close()", "return io.type(io.output())", "file", "closed file");
    }

    @Test
    void workingDirectory() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).toRealPath();
        Files.writeString(elsewhere.resolve("here.txt"), "text");
        Site site = new Site(folder);
        site.extension(
                (state, module) -> {
                    state.cwd(elsewhere);
                    return LuaValue.TRUE;
                },
                "cd");
        try (Three three = Three.of(site, "5.1", "require 'cd'", "return tostring(io.open('here.txt') ~= nil)")) {
            three.assertApart("false", "true");
        }
    }

    @Test
    void locale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertApart(
                    "5.1",
                    "return os.setlocale('tr_TR') or os.setlocale('', 'all')",
                    "return os.setlocale(nil) .. (' %.1f '):format(1.5) .. ('i'):upper() .. tostring(tonumber('1,5'))",
                    "C 1.5 Inil",
                    "C 1.5 Inil");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void environmentVariables() throws Exception {
        assertApart("5.4", "", "return type(os.setenv) .. tostring(os.getenv('SCRIPT_FILENAME'))", "nilnil", "nilnil");
        assertApart(
                "5.1",
                "os.getenv = function() return 'mine' end",
                "return os.getenv('PATH')",
                System.getenv("PATH"),
                "mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1", "5.2", "5.3", "5.4"})
    void luajavaIsAbsent(String dialect) throws Exception {
        String look =
                "return tostring(luajava) .. tostring(package.loaded.luajava) .. tostring((pcall(require, 'luajava')))";
        assertApart(dialect, "", look, "nilnilfalse", "nilnilfalse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.exit()",
                "pcall(os.exit, 1)",
                "xpcall(os.exit, print, true, true)",
                "coroutine.wrap(function() os.exit(0) end)()",
                "table.sort({1, 2}, function() os.exit(0) end)",
                "setmetatable({}, {__index = function() os.exit(0) end}).x = setmetatable({}, {__index = function() os.exit(0) end}).y"
            })
    void osExitEndsTheRequestAlone(String exit) throws Exception {
        for (String dialect : new String[] {"5.1", "5.4"}) {
            String change = "n = 1 " + exit + " n = 2";
            try (Three three = Three.of(new Site(folder), dialect, change, "return tostring(n)")) {
                three.assertApart("nil", "1");
                assertEquals(3, three.site.pool.states().size());
            }
        }
    }
}
