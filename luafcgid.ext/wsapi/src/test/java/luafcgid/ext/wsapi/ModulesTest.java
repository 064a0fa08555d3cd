package luafcgid.ext.wsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import luafcgid.lua.Dialect;
import luafcgid.lua.ScriptException;
import luafcgid.lua.pool.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The modules that are written in Lua, without a daemon. */
@Timeout(60)
final class ModulesTest {
    private static final List<String> MODULES =
            List.of("request", "response", "util", "common", "mock", "cgi", "fastcgi", "multipart");

    private static final String LOCALS =
            """
            local wsapi = require "wsapi"
            local request, response, util = require "wsapi.request", require "wsapi.response", require "wsapi.util"
            local common, mock = require "wsapi.common", require "wsapi.mock"
            """;

    @TempDir
    Path root;

    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(root);
        site.extension(new SharedModule(), SharedModule.NAME);
        for (String module : MODULES) {
            String name = "wsapi/" + module + ".lua";
            try (InputStream in =
                    Objects.requireNonNull(SharedModule.class.getResourceAsStream("/lua/" + name), name)) {
                site.write(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String eval(String body) throws Exception {
        return site.eval(LOCALS + body);
    }

    private String failure(String body) {
        return String.valueOf(
                assertThrows(ScriptException.class, () -> eval(body)).getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void everyDialectHasThem(Dialect dialect) throws Exception {
        assertEquals(
                "a b|x=1|200|3",
                site.eval(
                        dialect,
                        LOCALS
                                + """
                                local res = response.new()
                                res:write("a", { "b", 1 })
                                local status, headers = res:finish()
                                return util.url_decode("a+b") .. "|" .. request.methods.qs_encode(nil, { x = 1 }) .. "|" .. status
                                  .. "|" .. headers["content-length"]"""));
    }

    @Test
    void aQueryIsEncodedInTheOrderOfItsNames() throws Exception {
        assertEquals(
                "a+b=1&c=x%26y&d=1&d=2&e=true",
                eval("return request.methods:qs_encode({ c = 'x&y', ['a b'] = 1, d = { 1, 2 }, e = true })"));
        assertEquals(
                "/u?a=1 /u",
                eval("local m = request.methods return m:qs_encode({ a = 1 }, '/u') .. ' ' .. m:qs_encode(nil, '/u')"));
    }

    @Test
    void linksOfRoutesAreAskedOfTheApplication() throws Exception {
        String app =
                "local app = { prefix = '/app', link_page = function(self, env, n) return self.prefix .. '/page/' .. n end }"
                        + " local req = request.new(util.make_env_get(), { mk_app = app }) ";
        assertEquals(
                "/app/page/3?a=1 /app/page/4 /app/x",
                eval(
                        app
                                + "return req:link_page({ a = 1 }, 3) .. ' ' .. req:route_link('page', nil, 4) .. ' ' .. req:link('/x')"));
        assertTrue(failure(app + "return req:link_nothing()").contains("the application has no route 'nothing'"));
    }

    @Test
    void fieldsOfARequestStayWhatTheyAre() throws Exception {
        assertEquals(
                "GET|/|q=1||nil|q",
                eval("local req = request.new(util.make_env_get('q=1')) local names = {}"
                        + " for name in pairs(req.params) do names[#names + 1] = name end"
                        + " return table.concat({ req.method, req.path_info, req.query_string, req.script_name,"
                        + " tostring(req.no_such), table.concat(names) }, '|')"));
    }

    @Test
    void aFormWithoutValuesHasEmptyOnes() throws Exception {
        assertEquals(
                "||c=d|nil",
                eval("local get = request.new(util.make_env_get('a&b=&e=c=d&=x')).GET"
                        + " return get.a .. '|' .. get.b .. '|' .. get.e .. '|' .. tostring(get[''])"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "multipart/form-data, has no boundary in its type 'multipart/form-data'",
                "multipart/form-data; boundary=x, does not hold its boundary '--x'"
            })
    void aMalformedUploadIsExplained(String type, String message) {
        String error = failure("return request.new(util.make_env_post('--b\\r\\n\\r\\n--b--', '" + type + "'))");
        assertTrue(error.contains("wsapi.request: the multipart body " + message), error);
    }

    @Test
    void aPartMayBePrecededByWordsAndItsNameByAnything() throws Exception {
        String body =
                "words\\r\\n--b\\r\\ncontent-disposition: form-data; filename=\\\"C:\\\\\\\\d\\\\\\\\a \\\\\\\"b%22;c\\\"; NAME=f\\r\\n\\r\\n\\r\\n--b--";
        assertEquals(
                "a \"b\";c 0",
                eval("local f = request.new(util.make_env_post(\"" + body
                        + "\", 'multipart/form-data; Boundary=b; x=y')).POST.f return f.name .. ' ' .. f.size"));
    }

    @Test
    void aBodyThatFailsIsNoForm() {
        assertTrue(failure(
                        "local env = util.make_env_post('a=1') env.input = { read = function() return nil, 'short body' end }"
                                + " return request.new(env)")
                .contains("wsapi.request: short body"));
    }

    @Test
    void aBodyOfUnknownLengthIsRead() throws Exception {
        assertEquals(
                "1",
                eval("local env = util.make_env_post('a=1') env.CONTENT_LENGTH = '' return request.new(env).POST.a"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'', 1, the name '' is empty",
                "'a;b', 1, the name 'a;b' is empty",
                "'a', nil, 'a' has no value",
                "'a', { value = 1; domain = 'x\\n' }, domain 'x"
            })
    void aCookieThatIsNoneIsRefused(String name, String value, String message) {
        String error = failure("response.new():set_cookie(" + name + ", " + value + ")");
        assertTrue(error.contains("set_cookie: " + message), error);
    }

    @Test
    void attributesOfACookie() throws Exception {
        assertEquals(
                "a=x+y; expires=Thu, 01 Jan 1970 00:00:09 GMT; Max-Age=60; path=/p; domain=d; SameSite=Lax; secure; HttpOnly",
                eval(
                        "local res = response.new() res:set_cookie('a', { value = 'x y', expires = 9, max_age = 60, path = '/p',"
                                + " domain = 'd', samesite = 'Lax', secure = true, httponly = true }) return res.headers['Set-Cookie']"));
    }

    @Test
    void nilsInWhatIsWrittenAreLeftOut() throws Exception {
        assertEquals(
                "abtrue1",
                eval(
                        "local res = response.new() res:write('a', nil, { 'b', false, { true } }, 1)"
                                + " local _, _, piece = res:finish() local t = {} for each in piece do t[#t + 1] = each end return table.concat(t)"));
    }

    @Test
    void aRewindableInputIsReadAgain() throws Exception {
        assertEquals(
                "ab|cdef|nil|abcdef|POST",
                eval("local env = util.make_rewindable(util.make_env_post('abcdef')) local i = env.input"
                        + " local text = i:read(2) .. '|' .. i:read() .. '|' .. tostring(i:read(1)) i:rewind()"
                        + " return text .. '|' .. i:read(99) .. '|' .. env.REQUEST_METHOD"));
    }

    @Test
    void aFileIsLoadedWithOtherGlobals() throws Exception {
        site.write("config.lua", "answer = 6 * factor");
        assertEquals(
                "42nil",
                eval(
                        "local env = { factor = 7 } assert(util.loadfile('config.lua', env))() return env.answer .. tostring(answer)"));
        assertTrue(eval("return select(2, util.loadfile('none.lua', {}))").contains("none.lua"));
    }

    @Test
    void aMockPostsForms() throws Exception {
        assertEquals(
                "201|1 2|text/html|posted /p?x=3|POST",
                eval(
                        "local app = { run = function(env) local req = request.new(env) local res = response.new(201)"
                                + " res:write(req.POST.a, ' ', req.POST.b) env.error:write('posted ' .. env.PATH_INFO) return res:finish() end }"
                                + " local r, env = mock.make_handler(app):post('/p?x=3', { a = 1, b = 2 })"
                                + " return table.concat({ r.code, r.body, r.headers['Content-Type'], r.wsapi_errors, env.request_method }, '|')"));
    }

    @Test
    void errorsBecomePages() throws Exception {
        String run = "local out = util.make_io_object() local err = util.make_io_object()"
                + " local status = common.run(%s, { env = {}, input = util.make_io_object(), output = out, error = err })"
                + " return status .. '|' .. out:read() .. '|' .. tostring(err:read())";
        String failed = eval(run.formatted("function() error('<broken>') end"));
        assertTrue(failed.startsWith("500 Internal Server Error|Status: 500 Internal Server Error\r\n"), failed);
        assertTrue(failed.contains("&lt;broken&gt;") && failed.contains("|the application failed: "), failed);
        String none = eval(run.formatted("function() error({ 404, 'no such page' }) end"));
        assertTrue(
                none.startsWith("404 Not Found|Status: 404 Not Found\r\n") && none.contains("<p>no such page</p>"),
                none);
    }

    @Test
    void answersAreWrittenAsCgiOrHttp() throws Exception {
        String run = "local out = util.make_io_object()"
                + " common.run(function() return %s end, { env = {}, input = out, output = out, http_response = %s }) return out:read()";
        assertEquals(
                "Status: 404 Not Found\r\nX-A: 1\r\nX-A: 2\r\n\r\nab",
                eval(run.formatted("404, { ['X-A'] = { 1, 2 } }, ('ab'):gmatch('.')", "false")));
        assertEquals(
                "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
                eval(run.formatted("'200 Fine', {}, ('ab'):gmatch('.+')", "true")));
    }

    @Test
    void in51OldApplicationsFindThemInAGlobal() throws Exception {
        assertEquals(
                "truetruetruetrue",
                eval("local g = _G.wsapi return tostring(g.request == request) .. tostring(g.response == response)"
                        + " .. tostring(g.util == util) .. tostring(g.common == common)"));
        assertEquals("nil", site.eval(Dialect.LUA_5_4, "require 'wsapi.request' return wsapi"));
    }

    @Test
    void launchersAreTakenAtTheirWord() throws Exception {
        assertEquals("7", eval("require('wsapi.fastcgi').run(function() return 7 end) return wsapi.launched()"));
        assertTrue(failure("require('wsapi.cgi').run('app')").contains("not a string"));
    }

    @Test
    void pathsAreSplit() throws Exception {
        assertEquals(
                "/a/b c.lua c lua x ",
                eval(
                        "local path, file = common.splitpath('/a/b/c.lua') local name, suffix = common.splitext(file)"
                                + " local bare, none = common.splitext('x') return table.concat({ path, file, name, suffix, bare, none }, ' ')"));
    }
}
