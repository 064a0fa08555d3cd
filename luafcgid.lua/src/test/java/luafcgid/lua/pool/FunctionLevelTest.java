package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that are named by how far out they are. The results are those of lua5.1. */
@Timeout(60)
class FunctionLevelTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setfenv(1, {x = 5}) return x | 5",
                "local function a(e) setfenv(2, e) end local function b() a({k = 9}) return k end return b() | 9",
                "local function a(n) if n == 0 then setfenv(2, {tag = 1}) else a(n - 1) return tag end end a(1) return tag | nil",
                "local function f() end setfenv(f, {x = 4}) return getfenv(f).x | 4",
                "local f = function() pcall(error) return getfenv(1) == _G end return f() | true",
                "local w = coroutine.wrap(function() local y = coroutine.yield setfenv(1, {q = 1}) y() return q end) w() return w() | 1",
                "local function f() return debug.getinfo(1, 'f').func end return f() == f | true",
                "return (select(2, pcall(getfenv, 50))) | bad argument #1 to '?' (invalid level)"
            })
    void levelLeadsToTheFunction(String body, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(expected, site.eval(body));
        }
    }

    @ParameterizedTest
    @CsvSource({"z,3", "_NAME,m"})
    void moduleTakesTheChunkThatCallsIt(String field, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            site.write("m.lua", "module(..., package.seeall) z = 3");
            assertEquals(expected, site.eval("return require('m')." + field));
            assertEquals("nil", site.eval("require('m') return z"));
        }
    }
}
