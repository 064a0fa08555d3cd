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
final class DecodeTest {
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
                "null | null",
                "true | true",
                "false | false",
                "0 | 0",
                "-1.5e1 | -15",
                "2147483648 | 2147483648",
                "\"\" | \"\"",
                "\"abc\" | \"abc\"",
                "[] | {}",
                "{} | {}",
                "[1,2,3] | {[1]=1,[2]=2,[3]=3}",
                "[[],[[]]] | {[1]={},[2]={[1]={}}}",
                "[null] | {[1]=null}",
                "{\"a\":1} | {[\"a\"]=1}",
                "{\"a\":{\"b\":[true,{}]},\"c\":null} | {[\"a\"]={[\"b\"]={[1]=true,[2]={}}},[\"c\"]=null}",
                "{\"a\":1,\"a\":2} | {[\"a\"]=2}",
                "{\"1\":1} | {[\"1\"]=1}",
                "{\"\":1} | {[\"\"]=1}",
                " [ 1 , { \"a\" : 2 } ] | {[1]=1,[2]={[\"a\"]=2}}",
                "\"\\\"\\\\\\/\\t\" | \"\\\"\\\\/\t\"",
                "\"h\u00e9\" | \"h\u00e9\"",
                "[+1,01,0x10,-.5,1.] | {[1]=1,[2]=1,[3]=16,[4]=-0.5,[5]=1}",
                "[inf,-Infinity] | {[1]=inf,[2]=-inf}",
            })
    void documentsAreReadAsInC(String document, String value) throws Exception {
        assertEquals(value, scripts.decode(document));
    }

    @Test
    void unicodeEscapesBecomeUtf8() throws Exception {
        assertEquals(
                "41 c3 a9 e2 82 ac f0 9f 98 80 7f ef bf bf f4 8f bf bf",
                scripts.eval(
                        "local s = cjson.decode([[\"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\\u007F\\uffff\\udbff\\udfff\"]]) "
                                + "return (s:gsub('.', function(c) return ('%02x '):format(c:byte()) end):sub(1, -2))"));
    }

    @Test
    void zeroBytesComeFromEscapesOnly() throws Exception {
        assertEquals("3 0", scripts.eval("local s = cjson.decode('\"a\\\\u0000b\"') return #s .. ' ' .. s:byte(2)"));
        assertEquals(
                "error: Expected value but found unexpected end of string at character 3",
                scripts.eval("return try(cjson.decode, '\"a\\0b\"')"));
        assertEquals("1", scripts.eval("return cjson.decode('[1]\\0 anything')[1]"));
        for (String wide : new String[] {"\\0\\0", "1\\0", "\\0001"}) {
            assertEquals(
                    "error: JSON parser does not support UTF-16 or UTF-32",
                    scripts.eval("return try(cjson.decode, '" + wide + "')"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "[ | value but found T_END at character 2",
                "{ | object key string but found T_END at character 2",
                "] | value but found T_ARR_END at character 1",
                "[,1] | value but found T_COMMA at character 2",
                "[1,] | value but found T_ARR_END at character 4",
                "[1 2] | comma or array end but found T_NUMBER at character 4",
                "[1 \"x\"] | comma or array end but found T_STRING at character 4",
                "[1 true] | comma or array end but found T_BOOLEAN at character 4",
                "[1 null] | comma or array end but found T_NULL at character 4",
                "[1 {} | comma or array end but found T_OBJ_BEGIN at character 4",
                "[1} | comma or array end but found T_OBJ_END at character 3",
                "[1:2] | comma or array end but found T_COLON at character 3",
                "[1 x] | comma or array end but found invalid token at character 4",
                "[1 -] | comma or array end but found invalid number at character 4",
                "[1 \"x] | comma or array end but found unexpected end of string at character 7",
                "{1:2} | object key string but found T_NUMBER at character 2",
                "{\"a\" | colon but found T_END at character 5",
                "{\"a\"} | colon but found T_OBJ_END at character 5",
                "{\"a\" [ | colon but found T_ARR_BEGIN at character 6",
                "{\"a\":} | value but found T_OBJ_END at character 6",
                "{\"a\":1,} | object key string but found T_OBJ_END at character 8",
                "{\"a\":1] | comma or object end but found T_ARR_END at character 7",
                "{\"a\":1 \"b\":2} | comma or object end but found T_STRING at character 8",
                "1 2 | the end but found T_NUMBER at character 3",
                "[]] | the end but found T_ARR_END at character 3",
                "truex | the end but found invalid token at character 5",
                "tru | value but found invalid token at character 1",
                "TRUE | value but found invalid token at character 1",
                "nul | value but found invalid token at character 1",
                "- | value but found invalid number at character 1",
                "+ | value but found invalid number at character 1",
                ".5 | value but found invalid token at character 1",
                "1e | the end but found invalid token at character 2",
                "'a' | value but found invalid token at character 1",
                "/**/1 | value but found invalid token at character 1",
                "\"a | value but found unexpected end of string at character 3",
                "\"\\ | value but found invalid escape code at character 2",
                "\"\\x\" | value but found invalid escape code at character 2",
                "\"a\\u12\" | value but found invalid unicode escape code at character 3",
                "\"\\u12g4\" | value but found invalid unicode escape code at character 2",
                "\"\\ud800\" | value but found invalid unicode escape code at character 2",
                "\"\\ud800x\" | value but found invalid unicode escape code at character 2",
                "\"\\ud800\\u0041\" | value but found invalid unicode escape code at character 2",
                "\"\\udc00\\ud800\" | value but found invalid unicode escape code at character 2",
                "\u00e9 | value but found invalid token at character 1",
            })
    void whatIsNoJsonIsRefusedInTheWordsOfC(String document, String message) throws Exception {
        assertEquals("error: Expected " + message, scripts.decode(document));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'[1' | Expected comma or array end but found T_END at character 3",
                "'' | Expected value but found T_END at character 1",
                "'   ' | Expected value but found T_END at character 4",
                "nil | bad argument #1 to ''decode'' (string expected, got nil)",
                "{} | bad argument #1 to ''decode'' (string expected, got table)",
                "1, 2 | bad argument #1 to ''decode'' (expected 1 argument)",
            },
            quoteCharacter = '\u0001')
    void argumentHasToBeOneString(String arguments, String message) throws Exception {
        assertEquals(
                "error: " + message.replace("''", "'"), scripts.eval("return try(cjson.decode, " + arguments + ")"));
    }

    @Test
    void numberIsADocument() throws Exception {
        assertEquals("12", scripts.eval("return cjson.decode(12)"));
    }

    @Test
    void nestingIsLimitedAsTold() throws Exception {
        assertEquals("true", scripts.eval("return tostring(pcall(cjson.decode, ('['):rep(1000) .. (']'):rep(1000)))"));
        assertEquals(
                "error: Found too many nested data structures (1001) at character 1001",
                scripts.eval("return try(cjson.decode, ('['):rep(1001) .. (']'):rep(1001))"));
        assertEquals(
                "error: Found too many nested data structures (3) at character 8",
                scripts.eval("cjson.decode_max_depth(2) return try(cjson.decode, '[{\"a\": {}}]')"));
    }

    @Test
    void deepDocumentCostsNoStack() throws Exception {
        assertEquals(
                "300000",
                scripts.eval(
                        "cjson.decode_max_depth(2^31 - 1) local t = cjson.decode(('['):rep(300000) .. (']'):rep(300000)) "
                                + "local n = 0 while t do n = n + 1 t = t[1] end return n"));
    }

    @Test
    void strictnessRefusesWhatOnlyCReads() throws Exception {
        for (String number : new String[] {"01", "0x10", "-0x1", "-inf", "-nan"}) {
            assertEquals(
                    "error: Expected value but found invalid number at character 1",
                    scripts.eval("cjson.decode_invalid_numbers(false) return try(cjson.decode, '" + number + "')"));
        }
        for (String number : new String[] {"+1", "inf", "NaN"}) {
            assertEquals(
                    "error: Expected value but found invalid token at character 1",
                    scripts.eval("cjson.decode_invalid_numbers(false) return try(cjson.decode, '" + number + "')"));
        }
        assertEquals("-0.25", scripts.eval("cjson.decode_invalid_numbers(false) return try(cjson.decode, '-0.25')"));
    }

    @Test
    void commentsAreReadWhereTheyAreAllowed() throws Exception {
        String allowed = "cjson.decode_allow_comment(true) ";
        assertEquals(
                "{[1]=1,[2]={[\"a\"]=\"//x/**/\"}}",
                scripts.eval(
                        allowed
                                + "return show(cjson.decode('//x\\n/*,*/[/***/1/**/,//]\\n{/* */\"a\"/**/:/*\\n*/\"//x/**/\"/**/}]// end'))"));
        assertEquals(
                "error: Expected comma or array end but found unclosed multi-line comment at character 6",
                scripts.eval(allowed + "return try(cjson.decode, '[1/* ')"));
        assertEquals(
                "error: Expected value but found invalid token at character 2",
                scripts.eval(allowed + "return try(cjson.decode, '[/ 1]')"));
    }

    @Test
    void arraysAreMarkedWhenWanted() throws Exception {
        assertEquals(
                "{\"a\":[]} {\"a\":{}}",
                scripts.eval(
                        "cjson.decode_array_with_array_mt(true) local a = cjson.encode(cjson.decode('{\"a\":[]}')) "
                                + "cjson.decode_array_with_array_mt(false) return a .. ' ' .. cjson.encode(cjson.decode('{\"a\":[]}'))"));
        assertEquals(
                "true",
                scripts.eval(
                        "cjson.decode_array_with_array_mt(true) local t = cjson.decode('[1,{}]') "
                                + "return tostring(getmetatable(t) == cjson.array_mt and getmetatable(t[2]) == nil and t[1] == 1)"));
    }

    @Test
    void tablesWorkAsAnyOther() throws Exception {
        assertEquals(
                "[1,2,3,4] 5 nil",
                scripts.eval("local t = cjson.decode('[1,2,3]') t[4] = 4 local s = cjson.encode(t) table.insert(t, 5) "
                        + "local o = cjson.decode('{\"a\":1,\"b\":2,\"c\":3}') o.d = 4 o.a = nil "
                        + "return s .. ' ' .. #t .. ' ' .. tostring(o.a)"));
    }

    @Test
    void longNamesAndManyNamesAreKeptApart() throws Exception {
        assertEquals(
                "true",
                scripts.eval(
                        "local parts = {} for i = 1, 5000 do parts[i] = ('\"k%d%s\":%d'):format(i, ('x'):rep(i % 50), i) end "
                                + "local doc = '{' .. table.concat(parts, ',') .. '}' "
                                + "for round = 1, 2 do local t = cjson.decode(doc) "
                                + "for i = 1, 5000 do assert(t[('k%d%s'):format(i, ('x'):rep(i % 50))] == i) end end return 'true'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"('[' .. ('[1],'):rep(3000000) .. '1]')", "('[' .. ('{\"a\":1},'):rep(3000000) .. '1]')"})
    void longDocumentIsStopped(String document) throws Exception {
        Path script = scripts.write("long.lua", "local d = " + document + " while true do cjson.decode(d) end");
        scripts.site.load(script);
        try (Lease lease = scripts.site.pool.claim(script, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500))) {
            long start = System.nanoTime();
            ScriptException e = assertThrows(ScriptException.class, () -> Site.call(lease));
            assertEquals(Kind.STOPPED, e.kind(), e.getMessage());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
        }
    }

    @Test
    void sliceOfALargerStringIsReadAlone() throws Exception {
        assertEquals("2", scripts.eval("local s = '[[1],[2],[3]]' return cjson.decode(s:sub(6, 8))[1]"));
        assertEquals(
                "error: Expected comma or array end but found T_END at character 3",
                scripts.eval("local s = '[[1],[2],[3]]' return try(cjson.decode, s:sub(6, 7))"));
    }
}
