package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.function.Function;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Extensions load Lua as LuaJ's documentation shows it. */
class GlobalsLoadTest {
    private static final String ONLY_54 = "local n <const> = 7 // 2 return n .. _VERSION";

    @TempDir
    Path folder;

    private String eval(Dialect dialect, Function<Globals, LuaValue> opening) throws Exception {
        try (Site site = new Site(folder)) {
            site.extension("ext", 0, (state, module) -> opening.apply((Globals) state.globals()));
            return site.eval(dialect, "return tostring(require 'ext')");
        }
    }

    @Test
    void textIsOfTheDialectOfTheState() throws Exception {
        assertEquals("3Lua 5.4", eval(Dialect.LUA_5_4, globals -> globals.load(ONLY_54, "chunk")
                .call()));
        ScriptException e = assertThrows(
                ScriptException.class,
                () -> eval(Dialect.LUA_5_1, globals -> globals.load(ONLY_54, "=chunk")
                        .call()));
        assertTrue(String.valueOf(e.getMessage()).startsWith("chunk:1: "), e.getMessage());
    }

    @Test
    void readersAndTextWithAnEnvironmentAreLoadedToo() throws Exception {
        assertEquals(
                "Lua 5.3", eval(Dialect.LUA_5_3, globals -> globals.load(new StringReader("return _VERSION"), "chunk")
                        .call()));
        assertEquals("7", eval(Dialect.LUA_5_2, globals -> {
            LuaTable environment = new LuaTable();
            environment.set("x", 7);
            return globals.load("return x", "chunk", environment).call();
        }));
    }

    @Test
    void bytecodeIsRefused() {
        ScriptException e = assertThrows(
                ScriptException.class, () -> eval(Dialect.LUA_5_4, globals -> globals.load("\33Lua\123\0", "=chunk")));
        assertEquals("chunk: bad binary format (version mismatch)", e.getMessage());
    }
}
