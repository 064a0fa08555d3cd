package luafcgid.ext.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
    private static final String COLLECT = "local logging, out = require 'logging', {}"
            + " local function append(self, level, message) out[#out + 1] = level .. ' ' .. message return true end ";

    @TempDir
    Path folder;

    private final Recorder recorder = new Recorder();
    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(folder);
        site.extension(new Log(), "logging", "logging.console");
    }

    @AfterEach
    void close() {
        site.close();
        recorder.close();
    }

    private String collected(String body) throws Exception {
        return site.eval(COLLECT + body + " return table.concat(out, '|')");
    }

    @Test
    void messagesAreFormatsFunctionsOrValues() throws Exception {
        assertEquals(
                "DEBUG 100%|INFO 7 of nine|WARN made of x|ERROR {1, a=b}|FATAL nil",
                collected(
                        """
                        local l = logging.new(append)
                        l:debug('100%')
                        l:info('%d of %s', 7, 'nine')
                        l:warn(function(x) return 'made of ' .. x end, 'x')
                        l:error({1, a = 'b'})
                        l:fatal(nil)
                        """));
    }

    @Test
    void levelsBelowAreOff() throws Exception {
        assertEquals(
                "INFO a|DEBUG Logger: changing loglevel from INFO to DEBUG|DEBUG b|ERROR c",
                collected(
                        """
                        local l = logging.new(append, logging.INFO)
                        l:debug('no') l:log(logging.DEBUG, 'no') l:info('a')
                        l:setLevel('DEBUG')
                        l:debug('b')
                        l:setLevel('ERROR')
                        l:warn('no') l:log('ERROR', 'c')
                        l:setLevel(logging.OFF)
                        l:fatal('no')
                        """));
    }

    @Test
    void whatCannotBeFormattedIsSaid() throws Exception {
        String got = collected("logging.new(append):info('%d', 'x')");
        assertEquals("INFO Error formatting log message: ", got.substring(0, 35));
    }

    @Test
    void printWritesLines() throws Exception {
        assertEquals("WARN a 1|WARN b", collected("logging.new(append):getPrint('WARN')('a', '1\\nb')"));
    }

    @Test
    void wrongLevelsAndAppendersAreNamed() throws Exception {
        assertEquals(
                "undefined level 'LOUD': there are DEBUG, INFO, WARN, ERROR, FATAL, OFF",
                site.eval("local ok, e = pcall(function() require('logging').new(print):setLevel('LOUD') end)"
                        + " return e:match('undefined.*')"));
        assertEquals(
                "Appender must be a function, got: nil.",
                site.eval("local ok, e = pcall(function() require('logging').new() end) return e:match('App.*')"));
    }

    @Test
    void theConsoleIsTheDaemonsLog() throws Exception {
        site.eval(
                """
                local l = require 'logging.console' {logLevel = 'INFO', logPattern = '%message'}
                l:debug('no') l:info('a\\nb') l:fatal('c')
                require('logging').defaultLogger():warn('d')
                """);
        assertEquals(List.of("INFO eval a\\nb", "SEVERE eval c", "WARNING eval d"), recorder.lines());
    }
}
