package luafcgid.lua.codegen;

import static luafcgid.lua.Dialect.LUA_5_1;
import static luafcgid.lua.Dialect.LUA_5_2;
import static luafcgid.lua.Dialect.LUA_5_3;
import static luafcgid.lua.Dialect.LUA_5_4;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ValuesTest {
    @Test
    void stringsTakePartInArithmetic() {
        assertEquals("11,-2,100", Lua.results(LUA_5_1, "local s = '10' return s + 1 .. ',' .. -'2' .. ',' .. s * s"));
        assertEquals("11.0,5.0", Lua.results(LUA_5_3, "local s = '10' return s + 1 .. ',' .. s / 2"));
        assertEquals("11,5.0", Lua.results(LUA_5_4, "local s = '10' return s + 1 .. ',' .. s / 2"));
    }

    @Test
    void metamethodsTakePartInFormulas() {
        String source =
                """
                local log = ''
                local m = setmetatable({}, {
                  __add = function(a, b) log = log .. '+' return 5 end,
                  __mul = function(a, b) log = log .. '*' return a end,
                  __lt = function() return true end,
                })
                local x = 2
                local y = x * 3 + m * x * x + 1
                return log .. (y == 6 and 'six' or 'other') .. (m < m and 'less' or '')
                """;
        assertEquals("**+sixless", Lua.everywhere(source));
    }

    @Test
    void aVariableOnTheLeftIsReadAfterTheRightSideRan() {
        String source =
                """
                local a = 1
                local function f() a = 10 return 1 end
                local sum = a + f()
                a = 1
                local text = a .. f()
                a = 1
                local function g(x, y) return x + y end
                return sum .. ' ' .. text .. ' ' .. g(a, f())
                """;
        assertEquals("11 11 2", Lua.everywhere(source));
    }

    @Test
    void operatorsAndCallsInAFormulaRunInOrder() {
        String source =
                """
                local log = ''
                local m = setmetatable({}, {__add = function() log = log .. '+' return 1 end})
                local function f() log = log .. 'f' return 1 end
                local x = m + 1 + f()
                return log
                """;
        assertEquals("+f", Lua.everywhere(source));
    }

    @Test
    void variablesHoldNumbersAndOtherValuesInTurn() {
        String source =
                """
                local x = 1
                x = x + 1.5
                x = 'a' .. x
                x = {x}
                x = x[1]
                local y = x
                x = 4
                x = x * 2
                return y .. x
                """;
        assertEquals("a2.58", Lua.everywhere(source));
    }

    @Test
    void severalVariablesAreAssignedAtOnce() {
        assertEquals(
                "2 1 20",
                Lua.everywhere("local i, t = 1, {} i, t[i] = i + 1, 20 return i .. ' ' .. #t .. ' ' .. t[1]"));
        assertEquals(
                "3,1,2", Lua.everywhere("local a, b, c = 1, 2, 3 a, b, c = c, a, b return a .. ',' .. b .. ',' .. c"));
        assertEquals(
                "2,1",
                Lua.everywhere("local p, i, j = {1, 2}, 1, 2 p[i], p[j] = p[j], p[i] return p[1] .. ',' .. p[2]"));
    }

    @Test
    void keysThatAreEqualNumbersAreOneKey() {
        assertEquals("ab", Lua.everywhere("local t, k = {}, 1.0 t[1] = 'a' t[k + 1] = 'b' return t[k] .. t[2]"));
        assertEquals("nil 5", Lua.everywhere("local t, k = {}, 1.5 t[k] = 5 return (t[1] or 'nil') .. ' ' .. t[1.5]"));
    }

    @Test
    void integersWrapAround() {
        assertEquals(
                "true -4 1 3.5",
                Lua.results(LUA_5_4, "local m = 0x7fffffffffffffff return m + 1 < 0, -7 // 2, -7 % 2, 7 / 2"));
        assertEquals("true 0 -1 13", Lua.results(LUA_5_3, "return 7.5 // 2 == 3, 1 << 64, ~0, 5 | 9 ~ 1"));
    }

    @Test
    void comparisonsOfNoNumberAreFalse() {
        assertEquals(
                "false false false true", Lua.everywhere("local n = 0 / 0 return n < 1, n > 1, n == n, not (n <= 1)"));
    }

    @Test
    void theOldOrderIsAskedForTheOtherWayRound() {
        String source = "local m = setmetatable({}, {__lt = function(a, b) return false end}) return m <= m";
        assertEquals("true", Lua.results(LUA_5_1, source));
        assertEquals("true", Lua.results(LUA_5_2, source));
    }

    @Test
    void fieldsAreInheritedThroughChains() {
        String source =
                """
                local a = {x = 1}
                local b = setmetatable({}, {__index = a})
                local c = setmetatable({}, {__index = b})
                local d = setmetatable({}, {__index = function(_, k) return k end})
                a.f = function(self) return self == c end
                return c.x, c:f(), d.y, c.z
                """;
        assertEquals("1 true y nil", Lua.everywhere(source));
    }

    @Test
    void metamethodsTakeAssignments() {
        String source =
                """
                local log = ''
                local t = setmetatable({old = 1}, {__newindex = function(_, k, v) log = log .. k .. v end})
                t.old = 2
                t.new = 'x'
                t[1] = 'y'
                return log .. t.old
                """;
        assertEquals("newx1y2", Lua.everywhere(source));
    }

    @Test
    void theEnvironmentMayBeAVariable() {
        assertEquals("5 5", Lua.results(LUA_5_2, "local _ENV = {} x = 5 return x, _ENV.x"));
        assertEquals("7", Lua.results(LUA_5_4, "local function f(_ENV) return y end return f{y = 7}"));
        assertEquals("true", Lua.results(LUA_5_3, "z = 1 return _ENV.z == 1"));
    }

    @Test
    void aVarargFunctionOfOldHasATableOfItsArguments() {
        assertEquals(
                "2 b",
                Lua.results(LUA_5_1, "local function f(...) return arg.n .. ' ' .. arg[2] end return f('a', 'b')"));
    }
}
