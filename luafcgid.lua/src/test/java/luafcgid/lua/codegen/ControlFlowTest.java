package luafcgid.lua.codegen;

import static luafcgid.lua.Dialect.LUA_5_1;
import static luafcgid.lua.Dialect.LUA_5_3;
import static luafcgid.lua.Dialect.LUA_5_4;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlFlowTest {
    @Test
    void gotoContinuesALoop() {
        assertEquals(
                "1345",
                Lua.results(
                        LUA_5_4,
                        "local s = '' for i = 1, 5 do if i == 2 then goto continue end s = s .. i ::continue:: end return s"));
    }

    @Test
    void gotoBackwardsMakesANewVariableEachTime() {
        String source =
                """
                local k, fs = 0, {}
                ::again::
                local x = k
                fs[#fs + 1] = function() x = x + 10 return x end
                k = k + 1
                if k < 3 then goto again end
                return fs[1]() .. ',' .. fs[1]() .. ',' .. fs[3]()
                """;
        assertEquals("10,20,12", Lua.results(LUA_5_3, source));
    }

    @Test
    void eachIterationHasAVariableOfItsOwn() {
        String source =
                """
                local fs = {}
                for i = 1, 3 do fs[i] = function() i = i + 1 return i end end
                return fs[1]() .. fs[1]() .. fs[2]() .. fs[3]()
                """;
        assertEquals("2334", Lua.everywhere(source));
    }

    @Test
    void theConditionOfRepeatSeesTheVariablesOfItsBlock() {
        assertEquals("3", Lua.everywhere("local n = 0 repeat local done = n == 2 n = n + 1 until done return n .. ''"));
    }

    @Test
    void breakLeavesTheInnermostLoop() {
        assertEquals(
                "11213141",
                Lua.everywhere(
                        "local s = '' for i = 1, 4 do for j = 1, 4 do if j > 1 then break end s = s .. i .. j end end return s"));
    }

    @Test
    void aLoopMayAssignToItsVariable() {
        assertEquals("2468", Lua.everywhere("local s = '' for i = 1, 4 do i = i * 2 s = s .. i end return s"));
    }

    @Test
    void loopsCountByFractions() {
        assertEquals("5", Lua.everywhere("local n = 0 for x = 0, 1, 0.25 do n = n + 1 end return n .. ''"));
    }

    @Test
    void loopsOfIntegersStopAtTheLargest() {
        assertEquals(
                "9223372036854775806,9223372036854775807,",
                Lua.results(
                        LUA_5_3,
                        "local s = '' for i = 0x7ffffffffffffffe, 0x7fffffffffffffff do s = s .. i .. ',' end return s"));
        assertEquals("3", Lua.results(LUA_5_4, "local n = 0 for i = 1, 3.9 do n = n + 1 end return n"));
        assertEquals("0", Lua.results(LUA_5_4, "local n = 0 for i = 1, 0 / 0 do n = n + 1 end return n"));
    }

    @Test
    void boundsOfLoopsMayBeStrings() {
        assertEquals("6", Lua.results(LUA_5_1, "local n = 0 for i = '1', '3' do n = n + i end return n .. ''"));
    }

    @Test
    void conditionsTakeShortCuts() {
        String source =
                """
                local log = ''
                local function f(name, value) log = log .. name return value end
                local a = f('a', nil) and f('b', 1) or f('c', false) or f('d', 4)
                local b = not (f('e', 1) and f('f', nil))
                return log .. a .. (b and 'yes' or 'no')
                """;
        assertEquals("acdef4yes", Lua.everywhere(source));
    }
}
