package luafcgid.lua.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A place in the code that reads or stores fields meets tables of all kinds in turn. */
@Timeout(60)
class PlaceTest {
    private static final String SUM = "local function sum(t) return t.x + t.y * 10 end\n";

    @Test
    void tablesMayHaveANameInDifferentPlaces() {
        String source = SUM
                + """
                local all = 0
                for i = 1, 300 do
                  local small = {y = 1, x = i}
                  local large = {a = 1, b = 2, c = 3, d = 4, e = 5, y = 2, f = 6, g = 7, x = i, h = 8}
                  all = all + sum(small) + sum(large)
                end
                return all
                """;
        assertEquals("99300", Lua.everywhere(source.replace("return all", "return (all - all % 1) .. ''")));
    }

    @Test
    void aNameThatIsAddedLaterIsFound() {
        String source =
                """
                local t, log = {}, ''
                for i = 1, 40 do
                  local before = t.n
                  t.n = (t.n or 0) + 1
                  t['k' .. i] = i
                  if before ~= nil and t.n ~= before + 1 then return 'lost' end
                end
                for i = 1, 40 do t['k' .. i] = nil end
                return t.n + t.n * 0
                """;
        assertEquals("40", Lua.everywhere(source));
    }

    @Test
    void aNameThatWasRemovedIsNotThere() {
        String source = SUM
                + """
                local t = setmetatable({x = 1, y = 2}, {__index = function(_, name) return name == 'x' and 5 or 6 end})
                local first = sum(t)
                t.x = nil
                local second = sum(t)
                t.y = nil
                local third = sum(t)
                t.x = 3
                return first, second, third, sum(t)
                """;
        assertEquals("21 25 65 63", Lua.everywhere(source));
    }

    @Test
    void aNameThatWasMadeIsTheSameName() {
        String source = SUM
                + """
                local all = 0
                for i = 1, 200 do
                  local t = {}
                  t[('' .. 'x')] = i
                  t[('y' .. '')] = i
                  all = all + sum(t)
                end
                return all
                """;
        assertEquals("221100", Lua.everywhere(source));
    }

    @Test
    void storingAsksTheMetatableOfATableWithoutTheName() {
        String source =
                """
                local log = ''
                local meta = {__newindex = function(t, name, value) log = log .. name .. value .. ' ' end}
                local function set(t, value) t.x = value * 1 end
                local has, lacks = setmetatable({x = 0}, meta), setmetatable({y = 0}, meta)
                for i = 1, 2 do
                  set(has, i)
                  set(lacks, i)
                end
                has.x = nil
                set(has, 3)
                return log, lacks.x == nil, has.x == nil
                """;
        assertEquals("x1 x2 x3  true true", Lua.everywhere(source));
    }

    @Test
    void whatIsNoTableIsNone() {
        String source = SUM
                + """
                local first = sum({x = 1, y = 1})
                local ok = attempt(sum, 5)
                local weak = setmetatable({x = 2, y = 1}, {__mode = 'v'})
                return first, ok, sum(weak), sum({x = 3, y = 1})
                """;
        assertEquals("11 false 12 13", Lua.everywhere(source));
    }
}
