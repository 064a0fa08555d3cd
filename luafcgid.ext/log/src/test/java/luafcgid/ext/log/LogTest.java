package luafcgid.ext.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
    @TempDir
    Path folder;

    private final Recorder recorder = new Recorder();
    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(folder);
        site.extension(new Log(), "log");
    }

    @AfterEach
    void close() {
        site.close();
        recorder.close();
    }

    private List<String> logged(String body) throws Exception {
        site.eval("local log = require 'log' " + body);
        return recorder.lines();
    }

    private void logs(String expected, String arguments) throws Exception {
        assertEquals(List.of("INFO eval " + expected), logged("log.info(" + arguments + ")"));
    }

    @Test
    void everyLevelIsTheDaemons() throws Exception {
        assertEquals(
                List.of("FINER eval a", "FINE eval b", "INFO eval c", "WARNING eval d", "SEVERE eval e"),
                logged("log.trace('a') log.debug('b') log.info('c') log.warn('d') log.error('e')"));
    }

    @Test
    void theScriptsPathIsBeforeTheMessage() throws Exception {
        site.eval("require('log').info('hello')");
        String path = site.root.resolve("eval.lua").toString();
        assertEquals(path + ": hello", recorder.records.get(0).getMessage());
    }

    @Test
    void aLevelThatIsOffCostsNoText() throws Exception {
        recorder.level(Level.WARNING);
        assertEquals(
                List.of("WARNING eval warn false true"),
                logged("local t = setmetatable({}, {__tostring = function() error('made text') end})"
                        + " log.info(t, {t = t}) log.debug(function() error('called') end)"
                        + " log.warn(log.level() .. ' ' .. tostring(log.enabled('info')) .. ' '"
                        + " .. tostring(log.enabled('error')))"));
        recorder.level(Level.OFF);
        assertEquals("off", site.eval("return require('log').level()"));
    }

    @Test
    void everyScriptHasALevelOfItsOwn() throws Exception {
        Path loud = site.write("loud.lua", "function main() require('log').debug('heard') end");
        Path quiet = site.write(
                "sub/quiet one.lua",
                "function main() require('log').debug('unheard')" + " require('log').named('sql').debug('heard') end");
        recorder.level(Level.INFO);
        Logger logger = Logger.getLogger("luafcgid.script.loud");
        Logger below = Logger.getLogger("luafcgid.script.quiet_one.sql");
        logger.setLevel(Level.ALL);
        below.setLevel(Level.FINE);
        try {
            site.run(loud);
            site.run(quiet);
            assertEquals(List.of("FINE loud heard", "FINE quiet_one.sql heard"), recorder.lines());
        } finally {
            logger.setLevel(null);
            below.setLevel(null);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'hello', {b = 2, a = 'one', [3] = true, [1] = 'x'} | hello x 3=true a=one b=2",
                "'m', {s = 'two words'} | m s=\"two words\"",
                "'m', {s = ''} | m s=\"\"",
                "'m', {s = 'a\"b\\\\c'} | m s=\"a\\\"b\\\\c\"",
                "'m', {s = 'a=b'} | m s=\"a=b\"",
                "'m', {['a b'] = 1, ['x=1 y'] = 2} | m \"a b\"=1 \"x=1 y\"=2",
                "'m', {t = {1, 'two', x = {y = {z = {}}}}} | m t={1, two, x={y={z={…}}}}",
                "'m', {n = 1/3, i = 10, f = 1e100, z = -0.5, big = 2^53} | m big=9.007199254741e+15 f=1e+100 i=10 n=0.33333333333333 z=-0.5",
                "nil | nil",
                "nil, {a = false} | nil a=false",
                "true | true",
                "12.5 | 12.5",
                "{1, 2, a = 3} | {1, 2, a=3}",
                "function() return 'late' end | late",
                "setmetatable({}, {__tostring = function() return 'made so' end}) | made so",
                "'m', {t = setmetatable({}, {__tostring = function() return 'made so' end})} | m t=\"made so\"",
                "'a {0} b', {x = '{1}'} | a {0} b x=\"{1}\"",
            })
    void anEntryReadsAs(String arguments, String expected) throws Exception {
        logs(expected, arguments);
    }

    @Test
    void noLineIsForged() throws Exception {
        logs("a\\n2026-01-01 INFO forged", "'a\\n2026-01-01 INFO forged'");
        logs("m k=\"a\\r\\nb\\u0000\\u001b[31m\"", "'m', {k = 'a\\r\\nb\\0\\27[31m'}");
        logs("m k=\"\\u2028\\u202e\"", "'m', {k = '\\226\\128\\168\\226\\128\\174'}");
        logs("m \"a\\nb\"=1", "'m', {['a\\nb'] = 1}");
    }

    @Test
    void noFieldIsForgedByAMessage() throws Exception {
        logs("\"login user=admin\" user=guest", "'login user=admin', {user = 'guest'}");
        logs("\"\\\"quoted\\\"\" a=1", "'\"quoted\"', {a = 1}");
        logs("login user=admin", "'login user=admin'");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws Exception {
        logs("é \ufffd", "'\\195\\169 \\255'");
    }

    @Test
    void longTextsAreCutWithANote() throws Exception {
        List<String> lines = logged("log.info(('x'):rep(100000), {a = ('y'):rep(100000)})");
        assertEquals(
                "INFO eval " + "x".repeat(2048) + "…(100000 bytes) a=" + "y".repeat(2048) + "…(100000 bytes)",
                lines.get(0).replaceFirst("a=\"(.*)\"$", "a=$1"));
        String wide = logged("local t = {} for i = 1, 5000 do t['k' .. i] = 1 end log.info('m', t)")
                .get(0);
        assertTrue(wide.endsWith("…(more than 960 more)"), wide);
        String some = logged("local t = {} for i = 1, 70 do t[i] = i end log.info('m', t)")
                .get(0);
        assertTrue(some.endsWith(" 64 …(6 more)"), some);
        String all = logged("local t = {} for i = 1, 60 do t[i] = ('z'):rep(1000) end log.info('m', t)")
                .get(0);
        assertTrue(all.endsWith(" characters more)") && all.length() < 8300, all.substring(all.length() - 40));
        String deep = logged("local t = {} t.t = t log.info(t)").get(0);
        assertEquals("INFO eval {t={t={t={…}}}}", deep);
    }

    @Test
    void aLoggerKeepsItsFields() throws Exception {
        assertEquals(
                List.of(
                        "INFO eval m request=7 user=lua",
                        "INFO eval n request=8 user=lua",
                        "INFO eval.shop o request=7",
                        "INFO eval p"),
                logged("local mine = log.with {request = 7} local more = mine.with {user = 'lua'}"
                        + " more.info('m') more.info('n', {request = 8}) mine.named('shop').info('o') log.info('p')"));
    }

    @Test
    void methodsWorkAsFunctionsDo() throws Exception {
        assertEquals(
                List.of("INFO eval a x=1", "INFO eval.b a y=2 z=3"),
                logged("log:info('a', {x = 1}) log:named('b'):with({y = 2}):info('a', {z = 3})"));
    }

    @Test
    void wrongArgumentsAreNamed() throws Exception {
        assertEquals(
                "table expected, got string|invalid level 'loud': there are trace, debug, info, warn, error|'a b'",
                site.eval(
                        """
                        local log, out = require 'log', {}
                        local function fails(f, ...)
                            local ok, e = pcall(f, ...)
                            assert(not ok)
                            out[#out + 1] = e:match('bad argument #%d.- %((.*)%)')
                        end
                        fails(log.info, 'm', 'fields')
                        fails(log.enabled, 'loud')
                        fails(log.named, 'a b')
                        out[3] = out[3]:match("^'[^']*'")
                        return table.concat(out, '|')
                        """));
    }

    @Test
    void statesShareNoLogger() throws Exception {
        Path one =
                site.write("one.lua", "local log = require 'log' log.info = nil function main() return log.info end");
        assertEquals("nil", site.run(one));
        assertEquals(List.of("INFO eval m"), logged("log.info('m')"));
    }
}
