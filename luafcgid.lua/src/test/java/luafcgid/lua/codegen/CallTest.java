package luafcgid.lua.codegen;

import static luafcgid.lua.Dialect.LUA_5_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.luaj.vm2.LuaError;

@Timeout(60)
class CallTest {
    @Test
    void tailCallsTakeNoStack() {
        String source =
                """
                local odd
                local function even(n) if n == 0 then return 'even' end return odd(n - 1) end
                function odd(n) if n == 0 then return 'odd' end return even(n - 1) end
                return even(1000000)
                """;
        assertEquals("even", Lua.everywhere(source));
    }

    @Test
    void aCallInTheMiddleOfAListHasOneValue() {
        assertEquals(
                "1 1 2 3 1",
                Lua.everywhere(
                        "local function f() return 1, 2, 3 end local t = {f(), f()} return t[1], t[2], t[3], t[4], (f())"));
    }

    @Test
    void missingArgumentsAreNilAndOthersAreDropped() {
        String source =
                """
                local function f0() return 'zero' end
                local function f2(a, b) return (a or 'x') .. (b or 'y') end
                local function f5(a, b, c, d, e) return (a or 1) .. (e or 'none') end
                return f0(1, 2), f2(), f2('a'), f2('a', 'b', 'c'), f5(), f5(1, 2, 3, 4, 5, 6)
                """;
        assertEquals("zero xy ay ab 1none 15", Lua.everywhere(source));
    }

    @Test
    void aFunctionMayReturnNothing() {
        String source =
                """
                local function none() end
                local function some(x) if x then return x end end
                return select('#', none()), select('#', some()), select('#', (none())), none() == nil, some(3)
                """;
        assertEquals("0 0 1 true 3", Lua.everywhere(source));
    }

    @Test
    void argumentsAreEvaluatedBeforeTheFunctionIsFoundMissing() {
        String source =
                """
                local log = ''
                local ok = attempt(function() local f f(attempt(function() log = 'seen' end)) end)
                return log, ok
                """;
        assertEquals("seen false", Lua.everywhere(source));
    }

    @Test
    void tablesAreCalledByMetamethod() {
        assertEquals(
                "7",
                Lua.everywhere(
                        "local t = setmetatable({n = 4}, {__call = function(self, a, b) return self.n + a + b end}) return t(1, 2) .. ''"));
    }

    @Test
    void recursiveFunctionsKnowThemselves() {
        assertEquals(
                "6765",
                Lua.everywhere(
                        "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(20) .. ''"));
    }

    @Test
    void messagesNameWhatIsCalled() {
        LuaError e = assertThrows(LuaError.class, () -> new Lua(LUA_5_1).run("\nmissing()"));
        assertEquals("test:2: attempt to call global 'missing' (a nil value)", e.getMessage());
    }
}
