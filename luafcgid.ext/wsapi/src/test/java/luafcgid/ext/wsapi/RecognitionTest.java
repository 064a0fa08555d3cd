package luafcgid.ext.wsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which scripts the convention {@code auto} is told to be of WSAPI: those only that nobody could have meant as a library. */
@Timeout(60)
final class RecognitionTest {
    private final WsapiConvention convention = new WsapiConvention();

    private Site site;

    @BeforeEach
    void open(@TempDir Path root) throws Exception {
        site = new Site(root, RecognitionTest::withSuffix);
        site.extension(new SharedModule(), SharedModule.NAME);
    }

    private static PoolSettings withSuffix(PoolSettings s) {
        List<String> suffixes = List.of(".lua", ".ws");
        return new PoolSettings(
                s.files(), s.execute(), s.sandbox(), s.engine(), s.dialect(), suffixes, s.capacity(), s.changes());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private boolean isRecognized(String name, String text, boolean printed) throws Exception {
        try (Lease lease = site.claim(site.write(name, text))) {
            boolean first = convention.recognizes(lease.state(), printed);
            assertEquals(first, convention.recognizes(lease.state(), printed), "the next time");
            return first;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.lua | return function(env) end | false",
                "a.lua | package.loaded.a = function(env) end | false",
                "a.lua | require 'wsapi' return function(env) end | false",
                "a.lua | return setmetatable({}, { __call = function(env) end }) | false",
                "a.lua | return { escape = function() end } | false",
                "a.lua | `#!/usr/bin/env wsapi.cgi\nreturn function(env) end` | true",
                "a.ws | return function(env) end | true",
                "a.lua | return { run = function(env) end } | true",
                "a.lua | package.loaded.a = { run = function(env) end } | true",
                "a.lua | require('wsapi').launched = function(env) end | true",
                "a.lua | function run(env) end | true",
                "a.lua | function run(env) end return run | true",
                "a.lua | function run(env) end return function(x) end | true"
            })
    void aFileIsRecognized(String name, String text, boolean expected) throws Exception {
        assertEquals(expected, isRecognized(name, text, false));
    }

    @ParameterizedTest
    @CsvSource({"function run(env) end, false", "return { run = function(env) end }, true"})
    void whatPrintsIsRecognizedByWhatItReturns(String text, boolean expected) throws Exception {
        assertEquals(expected, isRecognized("a.lua", text, true));
    }
}
