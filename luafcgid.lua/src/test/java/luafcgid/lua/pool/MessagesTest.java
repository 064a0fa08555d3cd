package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and tracebacks as C Lua of each version words them: the texts are what lua5.1 to lua5.4 print. */
@Timeout(60)
class MessagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LUA_5_1 | local t = {} t.x.y = 1 | attempt to index field 'x' (a nil value)",
                "LUA_5_4 | local t = {} t.x.y = 1 | attempt to index a nil value (field 'x')",
                "LUA_5_2 | local t = {} local k = 'k' return t[k].z | attempt to index field '?' (a nil value)",
                "LUA_5_4 | local t = {} return t[1].z | attempt to index a nil value (field 'integer index')",
                "LUA_5_4 | local t = {} return t[2 * 128 - 1].z | attempt to index a nil value (field 'integer index')",
                "LUA_5_4 | local t = {} return t[2.0].z | attempt to index a nil value (field '?')",
                "LUA_5_4 | local t = {} return t[2^1 // 1 & 3].z | attempt to index a nil value (field 'integer index')",
                "LUA_5_4 | local t = {} return t[1 % 0 or 1].z | attempt to perform 'n%0'",
                "LUA_5_3 | local t = {} return t[1 and 'k'].z | attempt to index a nil value (field 'k')",
                "LUA_5_2 | local t = {} return (nil and nil or t.k).z | attempt to index field 'k' (a nil value)",
                "LUA_5_3 | local x return (-1 and x).z | attempt to index a nil value (local 'x')",
                "LUA_5_4 | local c <const> = nil return (function() return c.x end)() | attempt to index a nil value",
                "LUA_5_4 | local c <const> = 'k' local t = {} return t[c].z | attempt to index a nil value (field 'k')",
                "LUA_5_4 | local c <const>, d <const> = 1, 'd' d() | attempt to call a string value (constant 'd')",
                "LUA_5_4 | local c <const>, d <const> = 1, 'd' c() | attempt to call a number value (local 'c')",
                "LUA_5_4 | local c <const> = {} c() | attempt to call a table value (local 'c')",
                "LUA_5_1 | local t = {} t:m() | attempt to call method 'm' (a nil value)",
                "LUA_5_3 | local t = {} t:m() | attempt to call a nil value (method 'm')",
                "LUA_5_1 | nope.x = 1 | attempt to index global 'nope' (a nil value)",
                "LUA_5_3 | return folder + 1 | attempt to perform arithmetic on a nil value (global 'folder')",
                "LUA_5_2 | local x = {} return 1 .. 2 .. x | attempt to concatenate local 'x' (a table value)",
                "LUA_5_4 | local x = {} return 1 .. 2 .. x | attempt to concatenate a table value (local 'x')",
                "LUA_5_1 | local x return #x | attempt to get length of local 'x' (a nil value)",
                "LUA_5_1 | ('x')() | attempt to call a string value",
                "LUA_5_2 | ('x')() | attempt to call constant 'x' (a string value)",
                "LUA_5_3 | return {} < 1 | attempt to compare table with number",
                "LUA_5_3 | local x = 1.5 return x << 1 | number (local 'x') has no integer representation",
                "LUA_5_1 | for i = 1, 'x' do end | 'for' limit must be a number",
                "LUA_5_4 | for i = 1, 'x' do end | bad 'for' limit (number expected, got string)",
                "LUA_5_3 | for k in nil do end | attempt to call a nil value",
                "LUA_5_4 | for k in nil do end | attempt to call a nil value (for iterator 'for iterator')",
                "LUA_5_1 | ('x'):rep({}) | bad argument #1 to 'rep' (number expected, got table)",
                "LUA_5_1 | local s = string.rep s() | bad argument #1 to 's' (string expected, got no value)"
            })
    void operandsAreNamed(Dialect dialect, String body, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    expected,
                    site.eval(
                            dialect,
                            "local ok, e = pcall(function() " + body + " end) return (e:gsub('^.-:%d+: ', ''))"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LUA_5_1 | bad argument #1 to '?' (string expected, got no value)",
                "LUA_5_2 | bad argument #1 to 'string.rep' (string expected, got no value)",
                "LUA_5_4 | bad argument #1 to 'string.rep' (string expected, got no value)"
            })
    void functionThatNobodyNamesIsLookedUp(Dialect dialect, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(expected, site.eval(dialect, "return (select(2, pcall(string.rep)))"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LUA_5_1 | :4: in function 'inner'; :5: in function 'outer'; :6: in function <:6>; [C]: in function 'xpcall'; :6: in function <:2>",
                "LUA_5_2 | :4: in function 'inner'; :5: in function 'outer'; :6: in function <:6>; [C]: in function 'xpcall'; :6: in function <:2>",
                "LUA_5_4 | :4: in upvalue 'inner'; :5: in function 'outer'; :6: in function <:6>; [C]: in function 'xpcall'; :6: in function 'main'"
            })
    void handlerSeesTheFunctionsThatFailed(Dialect dialect, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            String trace = site.eval(
                    dialect,
                    """
                    local function inner()
                      local x = nil + {} end
                    function outer() inner() end
                    local ok, trace = xpcall(function() outer() end, debug.traceback)
                    return (trace:gsub('^.*stack traceback:\\n\\t', ''):gsub('\\n\\t', '; '):gsub('/[^:<>%[%]]*%.lua', ''):gsub('^[^:]*%.lua', ''))""");
            assertEquals(expected, trace.replaceAll("<[^<>:]*:", "<:"));
        }
    }

    @ParameterizedTest
    @CsvSource({"LUA_5_1,ok5", "LUA_5_4,ok5"})
    void errorOfAHandlerIsHandledAgain(Dialect dialect, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    expected,
                    site.eval(
                            dialect,
                            "local n = 0 return (select(2, xpcall(error, function() n = n + 1 if n < 5 then error('again') end return 'ok' .. n end)))"));
        }
    }
}
