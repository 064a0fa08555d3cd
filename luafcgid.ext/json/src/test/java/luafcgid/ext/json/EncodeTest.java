package luafcgid.ext.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EncodeTest {
    private static Scripts scripts;

    @BeforeAll
    static void open() throws Exception {
        scripts = new Scripts();
    }

    @AfterAll
    static void close() throws Exception {
        scripts.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "nil | null",
                "true | true",
                "false | false",
                "cjson.null | null",
                "1 | 1",
                "-0.5 | -0.5",
                "1/3 | 0.33333333333333",
                "2^31 | 2147483648",
                "1e15 | 1e+15",
                "'x' | \"x\"",
                "'' | \"\"",
                "{} | {}",
                "{1, 2, 3} | [1,2,3]",
                "{{}, {{}}} | [{},[{}]]",
                "{a = {b = 'c'}} | {\"a\":{\"b\":\"c\"}}",
                "{1, nil, 3} | [1,null,3]",
                "{[2] = 1} | [null,1]",
                "{[0] = 1} | {\"0\":1}",
                "{[-1] = 1} | {\"-1\":1}",
                "{[1.5] = 1} | {\"1.5\":1}",
                "{[2^40] = 1} | {\"1099511627776\":1}",
                "{['1'] = 1} | {\"1\":1}",
                "cjson.empty_array | []",
                "{a = cjson.empty_array} | {\"a\":[]}",
            })
    void valuesAreWrittenAsInC(String value, String json) throws Exception {
        assertEquals(json, scripts.encode(value));
    }

    @Test
    void everyByteHasItsOwnText() throws Exception {
        assertEquals(
                "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                        + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"
                        + " !\\\"#$%&'()*+,-.\\/0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\\u007f\"",
                scripts.eval(
                        "local t = {} for c = 0, 127 do t[#t + 1] = string.char(c) end return cjson.encode(table.concat(t))"));
        assertEquals(
                "true",
                scripts.eval("local t = {} for c = 128, 255 do t[#t + 1] = string.char(c) end t = table.concat(t) "
                        + "return tostring(cjson.encode(t) == '\"' .. t .. '\"')"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "print | error: Cannot serialise function: type not supported",
                "{print} | error: Cannot serialise function: type not supported",
                "coroutine.create(function() end) | error: Cannot serialise thread: type not supported",
                "io.stdout | error: Cannot serialise userdata: type not supported",
                "{[true] = 1} | error: Cannot serialise boolean: table key must be a number or string",
                "{[{}] = 1} | error: Cannot serialise table: table key must be a number or string",
                "0/0 | error: Cannot serialise number: must not be NaN or Infinity",
                "{[1/0] = 1} | error: Cannot serialise number: must not be NaN or Infinity",
                "{[1] = 1, [11] = 1} | error: Cannot serialise table: excessively sparse array",
                "1, 2 | error: bad argument #1 to 'encode' (expected 1 argument)",
            })
    void whatJsonCannotSayIsRefusedInTheWordsOfC(String value, String message) throws Exception {
        assertEquals(message, scripts.encode(value));
    }

    @Test
    void missingArgumentIsAnErrorAndNilIsNone() throws Exception {
        assertEquals(
                "error: bad argument #1 to 'encode' (expected 1 argument)", scripts.eval("return try(cjson.encode)"));
    }

    @Test
    void errorSaysWhereTheCallIs() throws Exception {
        String message = scripts.eval("local ok, e = pcall(function()\n local s = cjson.encode(print) end) return e");
        assertTrue(message.endsWith("eval.lua:3: Cannot serialise function: type not supported"), message);
    }

    @Test
    void nestingIsLimitedAsTold() throws Exception {
        String nested = "local t = {} for i = 1, %d do t = {t} end return try(cjson.encode, t)";
        assertEquals("[".repeat(999) + "{}" + "]".repeat(999), scripts.eval(nested.formatted(999)));
        assertEquals("error: Cannot serialise, excessive nesting (1001)", scripts.eval(nested.formatted(1000)));
        assertEquals(
                "error: Cannot serialise, excessive nesting (3)",
                scripts.eval("cjson.encode_max_depth(2) return try(cjson.encode, {{{}}})"));
        assertEquals("[[1]]", scripts.eval("cjson.encode_max_depth(2) return try(cjson.encode, {{1}})"));
    }

    @Test
    void tableThatHoldsItselfEndsInAnErrorWhateverTheLimit() throws Exception {
        assertEquals(
                "error: Cannot serialise, excessive nesting (100001)",
                scripts.eval("cjson.encode_max_depth(2^31 - 1) local t = {} t.t = t return try(cjson.encode, t)"));
    }

    @Test
    void deepDocumentCostsNoStack() throws Exception {
        assertEquals(
                "100001",
                scripts.eval(
                        "cjson.encode_max_depth(2^31 - 1) local t = 1 for i = 1, 50000 do t = {t} end return #cjson.encode(t)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "setmetatable({}, cjson.empty_array_mt) | []",
                "setmetatable({1, 2}, cjson.empty_array_mt) | [1,2]",
                "setmetatable({a = 1}, cjson.empty_array_mt) | []",
                "setmetatable({}, cjson.array_mt) | []",
                "setmetatable({1, a = 2}, cjson.array_mt) | [1]",
                "setmetatable({}, {}) | {}",
                "setmetatable({}, {__len = function() return 2 end}) | [null,null]",
                "setmetatable({}, {__len = function() return 2 end, __index = function(t, i) return i * i end}) | [1,4]",
                "setmetatable({1, nil, 3}, {__index = function(t, i) return i * i end}) | [1,4,3]",
                "setmetatable({a = 1}, {__index = {b = 2}}) | {\"a\":1}",
                "setmetatable({1}, {__len = function() return 'x' end}) | []",
                "setmetatable({1}, {__len = function() return -1 end}) | []",
            })
    void metatablesTellArraysFromObjects(String value, String json) throws Exception {
        assertEquals(json, scripts.encode(value));
    }

    @Test
    void metamethodMayEncodeWithTheSameModule() throws Exception {
        assertEquals(
                "[\"[{\\\"a\\\":1}]\",true]",
                scripts.encode("{setmetatable({}, {__len = function() return 1 end,"
                                + " __index = function() return cjson.encode({{a = 1}}) end}), true}")
                        .replaceFirst("\\[\\[(.*?\")\\],", "[$1,"));
    }

    @Test
    void errorOfAMetamethodComesThrough() throws Exception {
        assertEquals("error: oops", scripts.encode("setmetatable({}, {__len = function() error('oops', 0) end})"));
        assertEquals(
                "[1]", scripts.eval("pcall(cjson.encode, setmetatable({}, {__len = error})) return cjson.encode({1})"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "cjson.encode_sparse_array(true) | {[1] = 1, [11] = 2} | {`1`:1,`11`:2}",
                "cjson.encode_sparse_array(false, 0) | {[12] = 1} | [null,null,null,null,null,null,null,null,null,null,null,1]",
                "cjson.encode_sparse_array(true, 1, 0) | {[1] = 1, [2] = 2} | [1,2]",
                "cjson.encode_sparse_array(true, 1, 0) | {[2] = 2} | {`2`:2}",
                "cjson.encode_sparse_array(true, 2, 3) | {[3] = 1} | [null,null,1]",
                "cjson.encode_sparse_array(true, 2, 3) | {[4] = 1} | {`4`:1}",
                "cjson.encode_sparse_array('on', 3) | {[11] = 1, [10] = 1, [9] = 1, [8] = 1} | [null,null,null,null,null,null,null,1,1,1,1]",
                "cjson.encode_invalid_numbers(true) | {0/0, 1/0, -1/0} | [NaN,Infinity,-Infinity]",
                "cjson.encode_invalid_numbers('null') | {0/0, 1/0, -1/0} | [null,null,null]",
                "cjson.encode_invalid_numbers(true) | {[-1/0] = 1} | {`-Infinity`:1}",
                "cjson.encode_number_precision(3) | {1/3, 12345, 1e20, 123} | [0.333,1.23e+04,1e+20,123]",
                "cjson.encode_number_precision(16) | {0.1, 2^53} | [0.1,9007199254740992]",
                "cjson.encode_empty_table_as_object(false) | {{}, {a = 1}} | [[],{`a`:1}]",
                "cjson.encode_empty_table_as_object('off') | {} | []",
                "cjson.encode_escape_forward_slash(false) | '/' | `/`",
                "cjson.encode_skip_unsupported_value_types(true) | {a = print} | {}",
                "cjson.encode_skip_unsupported_value_types(true) | {print, 1, print, 2, print} | [1,2]",
                "cjson.encode_skip_unsupported_value_types(true) | {1, {print}} | [1,[]]",
                "cjson.encode_skip_unsupported_value_types(true) | print | ",
                "cjson.encode_keep_buffer(false) | {1} | [1]",
            })
    void settingsChangeWhatIsWritten(String setting, String value, String json) throws Exception {
        String expected = json == null ? "" : json.replace('`', '"');
        assertEquals(expected, scripts.eval(setting + " return try(cjson.encode, " + value + ")"));
    }

    @Test
    void indentBreaksLines() throws Exception {
        assertEquals(
                """
                {
                  "a": [
                    1,
                    {},
                    [
                      2
                    ]
                  ]
                }""",
                scripts.eval("cjson.encode_indent('  ') return cjson.encode({a = {1, {}, {2}}})"));
        assertEquals(
                "{\n}",
                scripts.eval("cjson.encode_indent(' ') cjson.encode_skip_unsupported_value_types(true) "
                        + "return cjson.encode({a = print})"));
        assertEquals("[1]", scripts.eval("cjson.encode_indent(' ') cjson.encode_indent('') return cjson.encode({1})"));
    }

    @Test
    void largeTextsComeOutWhole() throws Exception {
        assertEquals(
                "true",
                scripts.eval(
                        "local s = ('ab\"\\\\\\n'):rep(100000) local t = {} for i = 1, 20 do t[i] = s end "
                                + "local back = cjson.decode(cjson.encode(t)) for i = 1, 20 do assert(back[i] == s) end return 'true'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return cjson.encode(setmetatable({}, {__len = function() return 2^31 - 1 end}))",
                "cjson.encode_skip_unsupported_value_types(true) "
                        + "return cjson.encode(setmetatable({}, {__len = function() return 2^31 - 1 end, __index = function() return print end}))"
            })
    void endlessDocumentIsStopped(String body) throws Exception {
        Path script = scripts.write("endless.lua", body);
        scripts.site.load(script);
        try (Lease lease = scripts.site.pool.claim(script, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200))) {
            ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
            assertEquals(Kind.STOPPED, e.kind(), e.getMessage());
        }
    }
}
