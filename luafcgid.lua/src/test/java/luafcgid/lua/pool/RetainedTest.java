package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a state keeps from one request to the next. */
@Timeout(60)
final class RetainedTest {
    private static final int LIMIT = 10_000_000;

    @TempDir
    Path folder;

    private Site site() throws Exception {
        Site site = new Site(folder, settings -> settings.withCheck(Duration.ofHours(1), Duration.ZERO, false));
        site.pool.limits(SiteLimits.of(Map.of("retained", (long) LIMIT)));
        return site;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kept = ('x'):rep(11000000)",
                "kept = {} for i = 1, 1000000 do kept[i] = i end",
                "kept = {} for i = 1, 200000 do kept['k' .. i] = true end",
                "kept = {} for i = 1, 150000 do kept[i] = {} end",
                "kept = {} for i = 1, 1000000 do kept = {kept} end",
                "kept = setmetatable({}, {__index = {('x'):rep(11000000)}})",
                "local hidden = ('x'):rep(11000000) function kept() return hidden end",
                "package.loaded.kept = ('x'):rep(11000000)",
                "string.kept = ('x'):rep(11000000)"
            })
    void aStateThatKeepsMoreThanTheLimitIsClosedAtTheSweepAndCounted(String body) throws Exception {
        try (Site site = site()) {
            Path script = site.write("a.lua", "n = 0 function main() n = n + 1 " + body + " return n end");
            assertEquals("1", site.run(script));
            assertEquals(1, site.pool.states().size());
            site.pool.sweep();
            assertEquals(0, site.pool.states().size());
            assertEquals(1, site.pool.use().outgrown());
            assertEquals("1", site.run(script), "a new state");
        }
    }

    @Test
    void whatTheScriptHasReturnedIsKeptToo() throws Exception {
        try (Site site = site()) {
            site.run(site.write("a.lua", "function main() return 1 end return {}, {('x'):rep(11000000)}"));
            site.pool.sweep();
            assertEquals(1, site.pool.use().outgrown());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kept = {} for i = 1, 100000 do kept[i] = i end",
                "local s = ('x'):rep(5000000) kept = {s, s, s, s}",
                "local t = ('x'):rep(20000000) t = nil"
            })
    void oneThatKeepsLessStays(String body) throws Exception {
        try (Site site = site()) {
            Path script = site.write("a.lua", "n = 0 function main() n = n + 1 " + body + " return n end");
            for (int i = 1; i <= 3; i++) {
                assertEquals(Integer.toString(i), site.run(script));
                site.pool.sweep();
            }
            assertEquals(1, site.pool.states().size());
            assertEquals(0, site.pool.use().outgrown());
        }
    }

    @Test
    void theLogTellsHowMuchItWasAndTheLimit() throws Exception {
        String told;
        Path script;
        try (LoggedRecords logged = new LoggedRecords();
                Site site = site()) {
            script = site.write("a.lua", "function main() kept = ('x'):rep(" + 2 * LIMIT + ") end");
            site.run(script);
            site.pool.sweep();
            told = logged.records().stream().map(LogRecord::getMessage).collect(Collectors.joining("\n"));
        }
        Pattern line = Pattern.compile(Pattern.quote(script + ": a state is closed, since it keeps ")
                + "([0-9]+)"
                + Pattern.quote(" bytes at least, more than the limit retained=" + LIMIT + " allows"));
        Matcher matcher = line.matcher(told);
        assertTrue(matcher.find(), told);
        assertTrue(Long.parseLong(matcher.group(1)) >= 2 * LIMIT, matcher.group());
    }
}
