package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.lua.Dialect;
import luafcgid.lua.Lease;
import luafcgid.lua.ScriptException;
import luafcgid.lua.ScriptException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaValue;

/** What scripts see of the engine. */
@Timeout(60)
class LanguageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope() | eval.lua:2: attempt to call global 'nope' (a nil value)",
                "local t = {} t.x.y = 1 | eval.lua:2: attempt to index field 'x' (a nil value)",
                "local t = {} t:m() | eval.lua:2: attempt to call method 'm' (a nil value)",
                "local a return a + 1 | eval.lua:2: attempt to perform arithmetic on local 'a' (a nil value)",
                "return {} .. 'x' | eval.lua:2: attempt to concatenate a table value",
                "return {} < 1 | eval.lua:2: attempt to compare table with number",
                "return {} < {} | eval.lua:2: attempt to compare two table values",
                "return #5 | eval.lua:2: attempt to get length of a number value",
                "string.rep() | eval.lua:2: bad argument #1 to 'rep' (string expected, got no value)",
                "error('plain') | eval.lua:2: plain",
                "error('bare', 0) | bare",
                "local function f() error('outer', 2) end\\nf() | eval.lua:3: outer",
                "error({}) | (error object is a table value)",
                "error(setmetatable({}, {__tostring = function() return 'mine' end})) | mine",
                "error() | (error object is a nil value)",
                "assert(false, 'told') | eval.lua:2: told",
                "assert(nil) | eval.lua:2: assertion failed!",
                "local ok, e = pcall(error, 'through', 0) error(e, 0) | through"
            })
    void errorsAreWordedAsLuaDoes(String body, String message) throws Exception {
        try (Site site = new Site(folder)) {
            ScriptException e = assertThrows(ScriptException.class, () -> site.eval(body.replace("\\n", "\n")));
            assertEquals(Kind.ERROR, e.kind());
            String expected = message.startsWith("eval.lua") ? site.root + "/" + message : message;
            assertEquals(expected, e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return select(2, xpcall(function() error({n = 5}) end, function(e) return e.n end)) | 5",
                "return select(2, xpcall(function() local x x() end, function(e) return (e:gsub('^.*: ', '')) end)) | attempt to call local 'x' (a nil value)",
                "return select(2, xpcall(error, function(e) return 'h' .. tostring(e) end)) | hnil",
                "return select(2, xpcall(function() error('x') end, function() error('y') end)) | error in error handling",
                "return (select(2, xpcall(function() error('x') end, debug.traceback)):match('in function')) | in function",
                "local t = {} return select(2, pcall(error, t)) == t | true",
                "return select('#', pcall(function() return 1, nil, nil end)) | 4",
                "local f = setfenv(loadstring('return x'), {x = 7}) return f() | 7",
                "return select(2, loadstring('x =', '=name')) | name:1: unexpected symbol near '<eof>'",
                "return loadstring('return 1 + 1')() | 2",
                "return loadstring(string.dump(function() return 9 end))() | 9",
                "local parts = {'return ', '4', '2'} local i = 0 return load(function() i = i + 1 return parts[i] end)() | 42",
                "return unpack({1, 2}) + table.getn({1, 2, 3}) + table.maxn({[10] = 1}) | 14",
                "return math.log10(100) + math.pow(2, 3) + math.mod(7, 4) | 13",
                "local n = 0 for w in string.gfind('a b', '%a') do n = n + 1 end return n | 2",
                "return type(luajava) | nil",
                "return type(package.loaded.string) | table",
                "return collectgarbage('count') > 0 and collectgarbage() | 0",
                "return debug.getinfo(1, 'l').currentline | 2",
                "debug.setmetatable(5, {__index = {x = 1}}) return (5).x | 1",
                "return getmetatable('').__index == string | true",
                "return #'h\u00e9' | 3",
                "return os.execute('true') | -1",
                "return select(2, io.popen('true')) | true: Permission denied",
                "return select(2, io.open('nothing.txt')) | nothing.txt: No such file or directory",
                "return select(3, io.open('nothing.txt')) | 2",
                "return select(2, os.remove('nothing.txt')) | nothing.txt: No such file or directory"
            })
    void behavesAsLua(String body, String expected) throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals(expected, site.eval(body));
        }
    }

    @Test
    void tracebackNamesFunctionsInnermostFirst() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    """
                    local function inner()
                      local x = nil
                      return x.y
                    end
                    function outer()
                      inner()
                    end
                    function main()
                      outer()
                    end
                    """);
            ScriptException e = assertThrows(ScriptException.class, () -> site.run(script));
            assertEquals(
                    String.format(
                                    "stack traceback:%n\t%1$s:3: in function 'inner'%n\t%1$s:6: in function 'outer'%n\t%1$s:9: in function <%1$s:8>",
                                    script)
                            .replace(System.lineSeparator(), "\n"),
                    e.traceback().toString());
        }
    }

    @Test
    void stringMethodsOfOneStateAreItsOwn() throws Exception {
        try (Site site = new Site(folder)) {
            Path a = site.write(
                    "a.lua",
                    "function string.trim(s) return (s:gsub('%s', '')) end function main() return (' a '):trim() end");
            Path b = site.write("b.lua", "function main() return tostring((' a ').trim) end");
            try (Lease first = site.claim(a);
                    Lease second = site.claim(b)) {
                assertEquals("a", Site.call(first));
                assertEquals("nil", Site.call(second));
                assertEquals("a", Site.call(first));
            }
        }
    }

    @Test
    void stringMetatableOfOneStateIsItsOwn() throws Exception {
        try (Site site = new Site(folder)) {
            Path a = site.write(
                    "a.lua",
                    "getmetatable('').__index = function() return 'mine' end function main() return ('x').y end");
            Path b = site.write("b.lua", "function main() return ('x'):upper() end");
            assertEquals("mine", site.run(a));
            assertEquals("X", site.run(b));
            assertEquals("mine", site.run(a));
        }
    }

    @Test
    void globalsAndLibrariesOfOneStateAreItsOwn() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua",
                    "seen = (seen or 0) + 1 math.added = (math.added or 0) + 1 function main() return seen .. math.added end");
            try (Lease first = site.claim(script);
                    Lease second = site.claim(script)) {
                assertEquals("11", Site.call(first));
                assertEquals("11", Site.call(second));
            }
        }
    }

    @Test
    void printAndWriteGoWhereTheRequestWantsThem() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua", "function main() print('a', 1, nil) io.write('b', 2) io.stdout:write('\\233') end");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Lease lease = site.claim(script)) {
                lease.state().output(out);
                Site.call(lease);
            }
            assertEquals("a\t1\tnil\nb2\u00e9", out.toString(StandardCharsets.ISO_8859_1));
            site.run(script);
            assertEquals("a\t1\tnil\nb2\u00e9", out.toString(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void byteOrderMarkAndShellLineAreSkipped() throws Exception {
        try (Site site = new Site(folder)) {
            assertEquals("1", site.run(site.write("a.lua", "\ufefffunction main() return 1 end")));
            assertEquals("2", site.run(site.write("b.lua", "#!/usr/bin/lua\nfunction main() return 2 end")));
        }
    }

    @Test
    void bytesThatAreNoTextStayAsTheyAre() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.root.resolve("a.lua");
            Files.write(script, "function main() return ('\u00e9'):byte() end".getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("233", site.run(script));
        }
    }

    @Test
    void openFilesAreClosedWithTheirState() throws Exception {
        try (Site site = new Site(folder)) {
            Path script = site.write(
                    "a.lua", "f = io.open('out.txt', 'w') function main() f:write('x') return io.type(f) end");
            Lease lease = site.claim(script);
            assertEquals("file", Site.call(lease));
            LuaValue file = lease.state().globals().get("f");
            LuaValue type = lease.state().globals().get("io").get("type");
            lease.state().retire("test");
            lease.close();
            assertEquals("closed file", type.call(file).tojstring());
        }
    }

    @Test
    void fileOpenedForUpdateIsReadAndWritten() throws Exception {
        try (Site site = new Site(folder)) {
            site.write("data.txt", "hello world");
            assertEquals(
                    "HELLO world",
                    site.eval(
                            "local f = io.open('data.txt', 'r+') f:write('HELLO') f:seek('set') local s = f:read('*a') f:close() return s"));
        }
    }

    @Test
    void programsRunWhereTheConfigurationAllowsIt() throws Exception {
        try (Site site = new Site(folder, s -> s.withExecute(true).withLimits(8, 0, 0))) {
            assertEquals("768", site.eval("return os.execute('exit 3')"), "the status as 5.1 gives it");
            assertEquals(
                    "exit3",
                    site.eval(Dialect.LUA_5_2, "local ok, how, code = os.execute('exit 3') return how .. code"));
            assertEquals("hi", site.eval("local p = io.popen('echo hi') local s = p:read('*l') p:close() return s"));
        }
    }
}
