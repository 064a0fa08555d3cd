package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import luafcgid.lua.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that look like {@code string.format} with a constant format ask what they call. */
@Timeout(60)
class ConstantFormatTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function string.format(f, a) return 'mine ' .. f .. a end return string.format('%d', 1)",
                "function string.format(f, a) return 'mine ' .. f .. a end return (('%d'):format(1))",
                "string = {format = function(f, a) return 'mine ' .. f .. a end} return (string.format('%d', 1))",
                "local format = setmetatable({}, {__call = function(self, f, a) return 'mine ' .. f .. a end}) return (format('%d', 1))",
                "local s = {format = function(self, f, a) return 'mine ' .. f .. a end} return (s:format('%d', 1))",
                "local function log(f, ...) return 'mine ' .. f .. ... end local s = log('%d', 1) return s"
            })
    void whateverIsCalledIsCalled(String body) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals("mine %d1", site.eval(body));
        }
    }

    @Test
    void aFunctionThatIsReplacedBetweenCallsIsReplacedAtOnce() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    "1 2 mine 4 ",
                    site.eval("local before, all = string.format, '' for i = 1, 4 do "
                            + "if i == 3 then string.format = function() return 'mine ' end end "
                            + "if i == 4 then string.format = before end "
                            + "all = all .. string.format('%d ', i) end return all"));
        }
    }

    @Test
    void theFunctionIsReadBeforeTheArguments() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    "7",
                    site.eval(
                            "local function swap() string.format = nil return 7 end return (string.format('%d', swap()))"));
        }
    }

    @Test
    void aFormatWithinAnotherHasItsOwnResult() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    "<[(1)(2)] 3>",
                    site.eval(
                            Dialect.LUA_5_4,
                            "local format = string.format local inner = setmetatable({}, {__tostring = function() "
                                    + "return (format('(%d)', 2)) end}) "
                                    + "return (format('<%s %d>', format('[%s%s]', format('(%d)', 1), inner), 3))"));
        }
    }
}
