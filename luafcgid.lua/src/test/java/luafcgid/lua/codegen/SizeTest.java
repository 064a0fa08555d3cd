package luafcgid.lua.codegen;

import static luafcgid.lua.Dialect.LUA_5_1;
import static luafcgid.lua.Dialect.LUA_5_4;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SizeTest {
    private static String lines(int count, String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(line.replace("@", Integer.toString(i)));
        }
        return text.toString();
    }

    @Test
    void aTableOfAHundredThousandLines() {
        String source =
                "local t = {\n" + lines(100_000, "{id = @, name = 'n@'},\n") + "}\nreturn #t, t[99999].name, t[7].id";
        assertEquals("100000 n99999 7", Lua.results(LUA_5_4, source));
    }

    @Test
    void aTableOfManyConstants() {
        assertEquals(
                "70000 70000.5", Lua.results(LUA_5_1, "local t = {" + lines(70_000, "@.5,") + "} return #t, t[70000]"));
    }

    @Test
    void aFunctionOfManyStatements() {
        String source = "local function f(x) local a = {n = 0}\n"
                + lines(5000, "if x then a.n = a.n + 1 else a[@] = x end\n")
                + "return a.n end return f(1) .. ''";
        assertEquals("5000", Lua.results(LUA_5_1, source));
    }

    @Test
    void variablesLoopsAndReturnsOfALargeFunction() {
        String source = "local s, fs = 0, {} local function f(...) local p = select('#', ...)\n"
                + lines(
                        400,
                        "do local k = @ for i = 1, 2 do if i == 2 then break end s = s + k end fs[@] = function() s = s + p return k end end\n")
                + lines(400, "if s == -@ then return 'never' end\n")
                + "while true do s = s + 1 if s > 80205 then goto done end end ::done:: return s + fs[400]() end return f(1, 2) .. ''";
        assertEquals("80606", Lua.results(LUA_5_4, source));
    }

    @Test
    void longChainsOfOperators() {
        assertEquals("30000", Lua.results(LUA_5_1, "local x = 1 return 0" + lines(30_000, "+x") + " .. ''"));
        assertEquals("yes", Lua.results(LUA_5_4, "local x = nil return " + lines(20_000, "x or ") + "'yes'"));
        assertEquals("180", Lua.results(LUA_5_1, "local x = 'a' return #(" + lines(179, "x..") + "x) .. ''"));
    }

    @Test
    void deepExpressions() {
        assertEquals("7", Lua.everywhere("return " + "(".repeat(150) + "7" + ")".repeat(150) + " .. ''"));
    }
}
