package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StopReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may use, and what happens when it uses more. */
@Timeout(60)
class LimitsTest {
    @TempDir
    Path folder;

    private static void assertStopped(Site site, StopReason reason, String body) throws Exception {
        ScriptException e = assertThrows(ScriptException.class, () -> site.eval(body));
        assertEquals(Optional.of(reason), e.stopReason(), e.getMessage());
        assertTrue(e.traceback().frames().size() >= 1, "it is told where");
        assertTrue(site.pool.states().isEmpty(), "the state retires");
        assertEquals(1L, site.pool.use().stops().get(reason));
        assertEquals("next", site.eval("return 'next'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "while true do local s = string.format('%d%s', 1, 'x') end",
                "local w = coroutine.wrap(function() while true do coroutine.yield() end end) while true do w() end"
            })
    void processorTimeEndsARequest(String body) throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(SiteLimits.of(Map.of("cpu", 0.2)));
            assertStopped(site, StopReason.CPU, body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do local t = {{}, {}, {}} end",
                "while true do local s = string.format('%d%s', 1, 'x') end",
                "while true do pcall(function() local t = {} for i = 1, 1e9 do t[i % 100] = {} end end) end",
                "while true do coroutine.wrap(function() for i = 1, 1000 do local t = {{}} end end)() end"
            })
    void allocationEndsARequest(String body) throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(SiteLimits.of(Map.of("allocation", 100L << 20)));
            assertStopped(site, StopReason.ALLOCATION, body);
        }
    }

    @Test
    void outputEndsARequest() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(SiteLimits.of(Map.of("output", 10_000L)));
            Path script = site.write("a.lua", "function main() end");
            try (Lease lease = site.claim(script)) {
                lease.state().context().output(10_000);
                Error end =
                        assertThrows(Error.class, () -> lease.state().context().output(1));
                assertEquals(StopReason.OUTPUT.text(), end.getMessage());
            }
            assertEquals(1L, site.pool.use().stops().get(StopReason.OUTPUT));
        }
    }

    @Test
    void everyRequestBeginsAnew() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(SiteLimits.of(Map.of("output", 10_000L)));
            Path script = site.write("a.lua", "function main() return 'ok' end");
            for (int i = 0; i < 3; i++) {
                try (Lease lease = site.claim(script)) {
                    lease.state().context().output(9_000);
                    assertEquals("ok", Site.call(lease));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local s = ('x'):rep(60000) return s .. s",
                "local s = ('x'):rep(60000) return s .. 1 .. s",
                "local s = 'x' while true do s = s .. s end",
                "local s = ('x'):rep(60000) return table.concat({s, s})",
                "local s = ('x'):rep(60000) return (string.format('%s%s', s, s))",
                "local s = ('x'):rep(60000) return string.format('%s%s', s, s)",
                "return ('x'):rep(100001)",
                "return ('x'):rep(60000):gsub('x', 'yy')"
            })
    void aStringMayNotBeLongerThanTheLimit(String body) throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(SiteLimits.of(Map.of("string", 100_000)));
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval(body));
            assertTrue(
                    e.getMessage().contains("resulting string too large")
                            || e.getMessage().contains("string length overflow"),
                    e.getMessage());
        }
    }

    @Test
    void aPlainSearchThatComparesTooMuchStillEndsAndFindsWhatIsThere() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(
                    "nil 4000001 3000001",
                    site.eval("local a = ('a'):rep(4000000) local part = ('a'):rep(1000000) .. 'b' "
                            + "local at = (a .. 'b'):find(part, 1, true) "
                            + "return tostring(a:find(part, 1, true)) .. ' ' .. #(a .. 'b') .. ' ' .. at"));
        }
    }

    @Test
    void moreFilesThanAStateMayHoldOpenAreToldAsTheSystemDoes() throws Exception {
        try (Site site = new Site(folder)) {
            site.pool.limits(SiteLimits.of(Map.of("files", 3)));
            String four = "local all = {} for i = 1, 4 do local f, e, n = io.open('" + site.write("data", "x")
                    + "') if not f then return i .. e:gsub('^.*: ', ': ') .. n end all[i] = f end ";
            assertEquals("4: Too many open files24", site.eval(four));
            assertEquals(
                    "4",
                    site.eval("for i = 1, 4 do io.open('" + site.root.resolve("data") + "'):close() end return 4"));
        }
    }

    @Test
    void aLimitThatIsWrongIsRefusedWithItsKeyItsValueAndWhatIsAllowed() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> SiteLimits.of(Map.of("heap", 101)));
        assertEquals("luafcgid.lua.Limits: heap=101 is not 1 to 100", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> SiteLimits.of(Map.of("string", 0)));
        assertEquals("luafcgid.lua.Limits: string=0 is not 1 or more", e.getMessage());
    }
}
