package luafcgid.lua.codegen;

import static luafcgid.lua.Dialect.LUA_5_4;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CloseTest {
    private static final String CLOSER =
            """
            local log = ''
            local function closer(name)
              return setmetatable({}, {__close = function(_, e) log = log .. name .. (e and '!' or '') .. ' ' end})
            end
            """;

    private static String run(String source) {
        return Lua.results(LUA_5_4, CLOSER + source);
    }

    @Test
    void theLastDeclaredIsClosedFirst() {
        assertEquals(
                "in b a ",
                run("do local a <close> = closer'a' local b <close> = closer'b' log = log .. 'in ' end return log"));
    }

    @Test
    void resultsAreThereBeforeAVariableIsClosed() {
        assertEquals(
                "1 2 r ",
                run(
                        "local function f() local r <close> = closer'r' return 1, 2 end local a, b = f() return a, b, log"));
    }

    @Test
    void errorsAreHandedToTheHandlers() {
        assertEquals(
                "false oops b! a! ",
                run(
                        "local ok, e = attempt(function() local a <close> = closer'a' local b <close> = closer'b' fail('oops') end) return ok, e, log"));
    }

    @Test
    void anErrorOfAHandlerTakesThePlaceOfTheOther() {
        assertEquals(
                "false second",
                run(
                        "return attempt(function() local a <close> = setmetatable({}, {__close = function() fail('second') end}) fail('first') end)"));
    }

    @Test
    void jumpsCloseWhatTheyLeave() {
        assertEquals(
                "1 2 2",
                run(
                        "local n = 0 for i = 1, 3 do local a <close> = closer(i) n = i if i == 2 then break end end return log .. n"));
        assertEquals(
                "x x 2",
                run(
                        "local i = 0 ::top:: do local a <close> = closer'x' i = i + 1 if i < 2 then goto top end end return log .. i"));
        assertEquals("r r ", run("local i = 0 repeat local a <close> = closer'r' i = i + 1 until i == 2 return log"));
    }

    @Test
    void loopsCloseTheirFourthValue() {
        String loop =
                "local function upTo(n) return function(_, i) if i < n then return i + 1 end end, nil, 0, closer'loop' end ";
        assertEquals("6 loop ", run(loop + "local s = 0 for i in upTo(3) do s = s + i end return s, log"));
        assertEquals("1 loop ", run(loop + "local s = 0 for i in upTo(3) do s = s + i break end return s, log"));
    }

    @Test
    void whatCannotBeClosedIsRefused() {
        assertEquals(
                "false test:5: variable 'x' got a non-closable value",
                run("return attempt(function() local x <close> = 5 end)"));
    }
}
