package luafcgid.ext.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import luafcgid.lua.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Fields, without files. */
@Timeout(60)
final class FormTest {
    private static final String ENCODED = "application/x-www-form-urlencoded";

    /** A function that writes fields in the order of their names. */
    private static final String SHOW =
            """
            local function show(t)
              local names = {}
              for name in pairs(t) do names[#names + 1] = name end
              table.sort(names)
              for i, name in ipairs(names) do
                local value = t[name]
                names[i] = name .. "=" .. (type(value) == "table" and "{" .. table.concat(value, ",") .. "}" or value)
              end
              return table.concat(names, " ")
            end
            """;

    @TempDir
    Path root;

    @TempDir
    Path var;

    private Requests requests;

    @BeforeEach
    void open() throws Exception {
        requests = new Requests(root, var);
    }

    @AfterEach
    void close() {
        requests.close();
    }

    private String query(String body, String query) throws Exception {
        return requests.run(SHOW + body, Requests.env(Map.of("QUERY_STRING", query)), LuaValue.NIL);
    }

    private static String error(org.junit.jupiter.api.function.Executable script) {
        return String.valueOf(assertThrows(ScriptException.class, script).getMessage());
    }

    @Test
    void aQueryHasTheFirstValueOfEachName() throws Exception {
        assertEquals("a=1 b=x y", query("return show(form.query(env))", "a=1&b=x+y&a=2"));
    }

    @Test
    void allValuesOfANameAreReachable() throws Exception {
        String body = "local q = form.query(env) return table.concat(form.all(q, 'a'), ',') .. '/' .."
                + " #form.all(q, 'none') .. '/' .. table.concat(form.all(q, 'b'), ',')";
        assertEquals("1,2,3/0/x", query(body, "a=1&b=x&a=2&a=3"));
    }

    @Test
    void whatAScriptSetsCounts() throws Exception {
        assertEquals(
                "9",
                query("local q = form.query(env) q.a = '9' return table.concat(form.all(q, 'a'), ',')", "a=1&a=2"));
        assertEquals("0", query("local q = form.query(env) q.a = nil return #form.all(q, 'a')", "a=1&a=2"));
    }

    @Test
    void repeatedNamesMakeListsWhereThatIsWanted() throws Exception {
        assertEquals("a={1,2,3} b=x", query("return show(form.query(env, {lists = true}))", "a=1&b=x&a=2&a=3"));
        assertEquals(
                "1,2,3",
                query("return table.concat(form.all(form.query(env, {lists = true}), 'a'), ',')", "a=1&a=2&a=3"));
    }

    @Test
    void eachYieldsAllInTheirOrder() throws Exception {
        assertEquals(
                "b=2 a=1 b=3 ",
                query(
                        "local s = '' for n, v in form.each(form.query(env)) do s = s .. n .. '=' .. v .. ' ' end return s",
                        "b=2&a=1&b=3"));
    }

    @Test
    void whatIsNotWellEncodedIsTakenAsItIs() throws Exception {
        assertEquals("=v %zz=%4 a= b=c=d e;f=1", query("return show(form.query(env))", "&a&&b=c=d&%zz=%4&=v&e;f=1&"));
    }

    @Test
    void noQueryIsAnEmptyTable() throws Exception {
        assertEquals("nil", requests.run("return tostring(next(form.query(env)))"));
    }

    @Test
    void parseAndEncodeAreInverse() throws Exception {
        assertEquals(
                "a=1&a=2&b+c=%C3%A9%26%3D~&n=1.5&t=true",
                requests.run("return form.encode{['b c'] = 'é&=~', a = {1, '2'}, n = 1.5, t = true}"));
        assertEquals("a=2&a=1&b=%00", requests.run("return form.encode(form.parse('b=%00&a=2&a=1'))"));
        assertEquals("z=1&a=2&b=3", requests.run("return form.encode{{'z', 1}, {'a', 2}, b = 3}"));
    }

    @Test
    void encodeNamesWhatCannotBeSent() {
        assertTrue(error(() -> requests.run("form.encode{f = print}"))
                .contains("form.encode: the value of 'f' is a function"));
        assertTrue(
                error(() -> requests.run("form.encode{[2.5] = 'a'}")).contains("form.encode: the key 2.5 is no name"));
    }

    @Test
    void escapeAndUnescapeAreInverse() throws Exception {
        assertEquals(
                "a%20b%2Bc%25 a b+c% +",
                requests.run(
                        "local e = form.escape('a b+c%') return e .. ' ' .. form.unescape(e) .. ' ' ..form.unescape('+')"));
    }

    @Test
    void aPostedFormIsRead() throws Exception {
        assertEquals(
                "a=1 b=é x nil",
                requests.post(
                        SHOW + "local f, g = form.read(env, con) return show(f) .. ' ' .. tostring(next(g))",
                        ENCODED + "; charset=UTF-8",
                        "a=1&b=%C3%A9+x&a=2"));
    }

    @Test
    void aFormWithoutABodyIsTheQuery() throws Exception {
        for (String method : new String[] {"GET", "HEAD"}) {
            assertEquals(
                    "a=1",
                    requests.run(
                            SHOW + "return show((form.read(env, con)))",
                            Requests.env(Map.of("REQUEST_METHOD", method, "QUERY_STRING", "a=1")),
                            LuaValue.NIL));
        }
    }

    @Test
    void anEmptyPostIsAnEmptyForm() throws Exception {
        LuaTable env = Requests.env(Map.of("REQUEST_METHOD", "POST", "CONTENT_LENGTH", "0"));
        assertEquals(
                "nil nil",
                requests.run(
                        "local f, g = form.read(env, con) return tostring(next(f)) .. ' ' .. tostring(next(g))",
                        env,
                        LuaValue.NIL));
    }

    @Test
    void aPlainTextFormIsRead() throws Exception {
        assertEquals(
                "a=1=2 b=one\r\ntwo c=",
                requests.post(
                        SHOW + "return show((form.read(env, con)))", "text/plain", "a=1=2\r\nb=one\r\ntwo\r\nc=\r\n"));
    }

    private static final String REASON = "local f, why, status = form.read(env, con, options)"
            + " return tostring(f) .. ' ' .. tostring(status) .. ' ' .. tostring(why)";

    @Test
    void jsonIsLeftAlone() throws Exception {
        String text = requests.post(REASON + " .. con:read(99)", "application/json", "{}");
        assertEquals(
                "nil 415 a form is application/x-www-form-urlencoded, multipart/form-data or text/plain,"
                        + " not 'application/json'; the body was not read{}",
                text);
    }

    @Test
    void limitsAreToldByNameAndValue() throws Exception {
        assertEquals(
                "nil 413 the form has more fields than 2 (fields)",
                requests.post("local options = {fields = 2} " + REASON, ENCODED, "a=1&b=2&c=3"));
        assertEquals(
                "nil 413 the fields are larger than 5 bytes (fieldbytes)",
                requests.post("local options = {fieldbytes = 5} " + REASON, ENCODED, "a=1&b=234"));
        assertEquals(
                "nil 413 the fields are larger than 50 bytes (fieldbytes)",
                requests.post("local options = {fieldbytes = 50} " + REASON, ENCODED, "a".repeat(1000)));
        assertEquals(
                "nil 413 a field's name is longer than 3 bytes (namebytes)",
                requests.post("local options = {namebytes = 3} " + REASON, ENCODED, "abcd=1"));
        assertEquals(
                "nil 413 the body is larger than 3 bytes (total)",
                requests.post("local options = {total = 3} " + REASON, ENCODED, "a=12"));
        assertEquals(
                "nil 413 the body is larger than 3 bytes (total)",
                requests.run(
                        "local options = {total = 3} " + REASON,
                        Requests.env(Map.of("REQUEST_METHOD", "POST", "CONTENT_TYPE", ENCODED)),
                        Requests.con("a=12", 1)));
    }

    @Test
    void theLimitItselfIsAllowed() throws Exception {
        assertEquals(
                "a=1 b=2",
                requests.post(
                        SHOW
                                + "return show((form.read(env, con, {fields = 2, fieldbytes = 4, total = 7, namebytes = 1})))",
                        ENCODED,
                        "a=1&b=2"));
    }

    @Test
    void maxpostIsTheDefaultLimitAndIsRaisedOnDemand() throws Exception {
        String con = "local now = 4 con.config = function(self, name, value) local before = now"
                + " now = value or now return before end local options = ";
        assertEquals(
                "nil 413 the body is larger than 4 bytes (maxpost)",
                requests.post(con + "nil " + REASON, ENCODED, "a=123"));
        // Where the script has a limit of its own, it is its answer that counts.
        assertEquals(
                "413 5",
                requests.post(
                        con
                                + "{total = 3} local _, _, status = form.read(env, con, options) return status .. ' ' .. now",
                        ENCODED,
                        "a=123"));
        assertEquals(
                "123 10",
                requests.post(
                        con + "{total = 10} local f = form.read(env, con, options) return f.a .. ' ' .. now",
                        ENCODED,
                        "a=123"));
    }

    @Test
    void aZeroByteInANameIsRefused() throws Exception {
        assertEquals(
                "nil 400 the name 'a?b' holds a zero byte",
                requests.post("local options " + REASON, ENCODED, "a%00b=1"));
    }

    @Test
    void aBodyThatIsCutShortIsRefused() throws Exception {
        String reason = requests.run(
                "local options " + REASON,
                Requests.post(ENCODED, 10),
                Requests.con(
                        most -> LuaValue.varargsOf(LuaValue.NIL, LuaValue.valueOf("short body: 0 of 10 bytes came"))));
        assertEquals("nil 400 short body: 0 of 10 bytes came", reason);
    }

    @Test
    void aBodyThatWasReadBeforeExplainsItself() throws Exception {
        assertEquals(
                "nil 400 the body ends after 0 of 3 bytes; it can be read only once",
                requests.post("con:read(100) local options " + "form.read(env, con) " + REASON, ENCODED, "a=1"));
    }

    @Test
    void fieldsOfAPageInLatin1BecomeUtf8OnDemand() throws Exception {
        String content = "_charset_=ISO-8859-1&a=%E9";
        assertEquals("2", requests.post("return #form.read(env, con, {utf8 = true}).a", ENCODED, content));
        assertEquals("1", requests.post("return #form.read(env, con).a", ENCODED, content));
        assertEquals(
                "nil 400 the charset 'none such' is not known",
                requests.post("local options = {utf8 = true} " + REASON, ENCODED, "_charset_=none+such&a=1"));
    }

    @Test
    void wrongOptionsExplainThemselves() {
        assertTrue(error(() -> requests.post("form.read(env, con, {maxfiles = 1})", ENCODED, "a=1"))
                .contains("form.read: option 'maxfiles' is none of fields, fieldbytes, files"));
        assertTrue(error(() -> requests.post("form.read(env, con, {fields = -2})", ENCODED, "a=1"))
                .contains("form.read: option fields is 0 to 1000000, not -2"));
        assertTrue(error(() -> requests.post("form.read(env, con, {fields = '2'})", ENCODED, "a=1"))
                .contains("form.read: option fields is a whole number, not 2"));
    }

    @Test
    void aMissingConExplainsItself() {
        assertTrue(error(() -> requests.run("form.read(env)", Requests.post(ENCODED, 3), LuaValue.NIL))
                .contains("form.read: a nil has no method 'read'; pass the con that main(env, con) is given"));
    }

    @Test
    void statesShareNothing() throws Exception {
        Path one = requests.site.write(
                "one.lua", "local form = require 'form' form.mark = 1 function main() return form.mark end");
        Path two = requests.site.write("two.lua", "local form = require 'form' function main() return form.mark end");
        assertEquals("1", requests.site.run(one));
        assertEquals("nil", requests.site.run(two));
    }
}
