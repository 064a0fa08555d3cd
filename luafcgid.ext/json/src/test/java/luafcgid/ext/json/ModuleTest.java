package luafcgid.ext.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import luafcgid.lua.Lease;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the module is, its settings, and that they are nobody else's. */
final class ModuleTest {
    private static Scripts scripts;

    @BeforeAll
    static void open() throws Exception {
        scripts = new Scripts();
    }

    @AfterAll
    static void close() throws Exception {
        scripts.close();
    }

    @Test
    void nullIsOneValueThatPrintsAsInC() throws Exception {
        assertEquals(
                "userdata userdata: NULL true true true",
                scripts.eval("local n = cjson.null return ('%s %s %s %s %s'):format(type(n), tostring(n), "
                        + "tostring(n == cjson.decode('null')), tostring(n == safe.null and n == cjson.new().null), "
                        + "tostring(n ~= cjson.empty_array and n ~= nil))"));
        assertEquals("x", scripts.eval("local t = {[cjson.null] = 'x'} return t[safe.decode('[null]')[1]]"));
    }

    @Test
    void instancesOfAStateShareTheirMarks() throws Exception {
        assertEquals(
                "true",
                scripts.eval("for _, other in ipairs{safe, cjson.new(), safe.new()} do "
                        + "for _, name in ipairs{'null', 'empty_array', 'array_mt', 'empty_array_mt', '_NAME', '_VERSION'} do "
                        + "assert(rawequal(other[name], cjson[name]) or type(other[name]) == 'string', name) end end "
                        + "return tostring(safe.encode(setmetatable({}, cjson.array_mt)) == '[]')"));
    }

    @Test
    void moduleSaysItsNameAndVersion() throws Exception {
        assertEquals(
                "cjson 2.1.0.11 cjson",
                scripts.eval("return cjson._NAME .. ' ' .. cjson._VERSION .. ' ' .. safe._NAME"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "encode_sparse_array | false 2 10",
                "encode_max_depth | 1000",
                "decode_max_depth | 1000",
                "encode_number_precision | 14",
                "encode_keep_buffer | true",
                "encode_invalid_numbers | false",
                "decode_invalid_numbers | true",
                "encode_empty_table_as_object | true",
                "encode_escape_forward_slash | true",
                "encode_skip_unsupported_value_types | false",
                "decode_array_with_array_mt | false",
                "decode_allow_comment | false",
                "encode_indent | ",
            })
    void everySettingTellsItsDefault(String function, String value) throws Exception {
        for (String arguments : new String[] {"", "nil"}) {
            assertEquals(
                    value == null ? "" : value,
                    scripts.eval("local r = {cjson." + function + "(" + arguments + ")} "
                            + "for i = 1, #r do r[i] = tostring(r[i]) end return table.concat(r, ' ')"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "encode_sparse_array(true, 3) | true 3 10",
                "encode_sparse_array(nil, nil, 7) | false 2 7",
                "encode_sparse_array('on', '4', 5.9) | true 4 5",
                "encode_max_depth(12.7) | 12",
                "encode_max_depth('12') | 12",
                "encode_max_depth(2147483647) | 2147483647",
                "encode_number_precision(16) | 16",
                "encode_keep_buffer('off') | false",
                "encode_invalid_numbers('null') | null",
                "encode_invalid_numbers('on') | true",
                "encode_invalid_numbers(false) | false",
                "decode_invalid_numbers('off') | false",
                "encode_indent('\t') | \t",
            })
    void everySettingReturnsWhatItIsSetTo(String call, String value) throws Exception {
        assertEquals(
                value == null ? "\t" : value,
                scripts.eval("local r = {cjson." + call + "} "
                        + "for i = 1, #r do r[i] = tostring(r[i]) end return table.concat(r, ' ')"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "encode_max_depth, 0 | #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)",
                "decode_max_depth, 2^31 | #1 to 'decode_max_depth' (expected integer between 1 and 2147483647)",
                "encode_max_depth, 0/0 | #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)",
                "encode_max_depth, 'x' | #1 to 'encode_max_depth' (number expected, got string)",
                "encode_max_depth, true | #1 to 'encode_max_depth' (number expected, got boolean)",
                "encode_max_depth, 1, 2 | #2 to 'encode_max_depth' (found too many arguments)",
                "encode_number_precision, 17 | #1 to 'encode_number_precision' (expected integer between 1 and 16)",
                "encode_sparse_array, true, -1 | #1 to 'encode_sparse_array' (expected integer between 0 and 2147483647)",
                "encode_sparse_array, true, 1, {} | #3 to 'encode_sparse_array' (number expected, got table)",
                "encode_sparse_array, 1, 1, 1, 1 | #4 to 'encode_sparse_array' (found too many arguments)",
                "encode_sparse_array, 1 | #1 to 'encode_sparse_array' (invalid option '1')",
                "encode_invalid_numbers, 'x' | #1 to 'encode_invalid_numbers' (invalid option 'x')",
                "decode_invalid_numbers, 'null' | #1 to 'decode_invalid_numbers' (invalid option 'null')",
                "encode_keep_buffer, {} | #1 to 'encode_keep_buffer' (string expected, got table)",
                "encode_indent, {} | #1 to 'encode_indent' (string expected, got table)",
            })
    void badSettingIsRefusedAndChangesNothing(String call, String message) throws Exception {
        String function = call.substring(0, call.indexOf(','));
        assertEquals(
                "error: bad argument " + message,
                scripts.eval("local before = cjson." + function + "() local r = try(cjson." + call + ") "
                        + "assert(cjson." + function + "() == before) return r"));
    }

    @Test
    void settingsOfOneInstanceAreNotThoseOfAnother() throws Exception {
        assertEquals(
                "[0.333] [0.33333333333333] [0.33333333333333] 14",
                scripts.eval("local other = cjson.new() other.encode_number_precision(3) "
                        + "return ('%s %s %s %d'):format(other.encode{1/3}, cjson.encode{1/3}, safe.encode{1/3}, "
                        + "other.new().encode_number_precision())"));
        assertEquals(
                "\"/\" \"\\/\"",
                scripts.eval("local other = cjson.new() other.encode_escape_forward_slash(false) "
                        + "return other.encode('/') .. ' ' .. cjson.encode('/')"));
    }

    @Test
    void settingsOfOneStateAreNotThoseOfAnother() throws Exception {
        Path script = scripts.write(
                "state.lua",
                "local before = cjson.encode_max_depth() cjson.encode_max_depth(5) "
                        + "cjson.array_mt.mine = (cjson.array_mt.mine or 0) + 1 cjson.mine = (cjson.mine or 0) + 1 "
                        + "return before .. ' ' .. cjson.array_mt.mine .. ' ' .. cjson.mine");
        try (Lease one = scripts.site.claim(script);
                Lease other = scripts.site.claim(script)) {
            assertEquals("1000 1 1", Site.call(one));
            assertEquals("5 2 2", Site.call(one));
            assertEquals("1000 1 1", Site.call(other));
        }
    }

    @Test
    void safeModuleReturnsErrorsOfTheData() throws Exception {
        assertEquals(
                "nil Expected value but found invalid token at character 1",
                scripts.eval("local r, e = safe.decode('x') return tostring(r) .. ' ' .. e"));
        assertEquals(
                "nil Cannot serialise function: type not supported",
                scripts.eval("local r, e = safe.encode(print) return tostring(r) .. ' ' .. e"));
        assertEquals(
                "nil bad argument #1 to 'decode' (string expected, got nil)",
                scripts.eval("local r, e = safe.decode(nil) return tostring(r) .. ' ' .. e"));
        assertEquals("[1]", scripts.eval("return safe.encode(safe.new().decode('[1]'))"));
        assertEquals("nil", scripts.eval("return tostring((safe.new().decode('x')))"));
    }

    @Test
    void safeModuleReturnsErrorsOfMetamethods() throws Exception {
        assertEquals(
                "nil oops",
                scripts.eval("local r, e = safe.encode(setmetatable({}, {__len = function() error('oops', 0) end})) "
                        + "return tostring(r) .. ' ' .. e"));
        assertEquals(
                "table",
                scripts.eval("local r, e = safe.encode(setmetatable({}, {__len = function() error({}) end})) "
                        + "return type(e)"));
        assertEquals(
                "attempt to index local 'x' (a nil value)",
                scripts.eval("local r, e = safe.encode(setmetatable({}, {__len = function() local x return x.y end})) "
                        + "return (e:gsub('^.*lua:%d+: ', ''))"));
    }

    @Test
    void safeModuleRaisesErrorsOfTheProgram() throws Exception {
        for (String call : new String[] {"safe.encode", "safe.decode", "safe.encode, 1, 2"}) {
            String function = call.substring(5, 11);
            assertEquals(
                    "error: bad argument #1 to '" + function + "' (expected 1 argument)",
                    scripts.eval("return try(" + call + ")"));
        }
        assertEquals(
                "error: bad argument #1 to 'encode_max_depth' (expected integer between 1 and 2147483647)",
                scripts.eval("return try(safe.encode_max_depth, 0)"));
    }

    @Test
    void failedCallLeavesNothingBehind() throws Exception {
        assertEquals(
                "[1] 1",
                scripts.eval(
                        "for i = 1, 3 do pcall(cjson.encode, {1, {2, {print}}}) pcall(cjson.decode, '[1,[2,{\"a\":[x') end "
                                + "return cjson.encode({1}) .. ' ' .. #cjson.decode('[2]')"));
    }
}
