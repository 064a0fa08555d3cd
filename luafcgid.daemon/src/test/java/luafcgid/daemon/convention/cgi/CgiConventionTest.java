package luafcgid.daemon.convention.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import luafcgid.daemon.respond.Site;
import luafcgid.daemon.respond.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CgiConventionTest {
    private static final String DEFAULTS = "Status: 200 OK|X-Powered-By: Lua|";

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site(folder);
        site.convention = new CgiConvention();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private TestResponse run(String script) throws IOException {
        return site.answer(site.request(site.write("a.lua", script)).with("QUERY_STRING", "a=1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "print('Content-Type: text/plain') print() print('a')         # Content-Type: text/plain||a|",
                "io.write('Content-Type: a/b\\r\\n\\r\\nbody\\r\\n')          # Content-Type: a/b||body|",
                "io.write('X-A: 1\\nContent-', 'Type: a/b\\n', '\\nx')        # X-A: 1|Content-Type: a/b||x",
                "io.write('X-A: 1\\r') io.write('\\nX-', 'B: 2\\n\\r') io.write('\\nx') # X-A: 1|X-B: 2|Content-Type: text/html||x",
                "io.write('no ', 'header\\nX: 1')                              # Content-Type: text/html||no header|X: 1",
                "io.write('\\nbody')                                          # Content-Type: text/html||body",
                "io.write('<p>no header</p>\\nX: 1\\n')                       # Content-Type: text/html||<p>no header</p>|X: 1|",
                "io.write('no line end')                                      # Content-Type: text/html||no line end",
                "io.write('X-A: 1')                                           # X-A: 1|Content-Type: text/html||",
                "io.write('Content-Type: a/b\\n\\n' .. os.getenv('QUERY_STRING')) # Content-Type: a/b||a=1",
                "io.write('\\n') io.write(tostring(os.getenv('HTTP_PROXY')))  # Content-Type: text/html||nil",
                "io.write('\\n') os.exit()                                    # Content-Type: text/html||"
            })
    void whatIsPrintedIsTheAnswer(String script, String expected) throws IOException {
        TestResponse response = site.answer(site.request(site.write("a.lua", script))
                .with("QUERY_STRING", "a=1")
                .with("HTTP_PROXY", "http://evil/"));
        assertEquals(DEFAULTS + expected, response.text().replace("\r\n", "|").replace("\n", "|"));
    }

    @Test
    void statusAndRedirectsAreHeaders() throws IOException {
        assertEquals(
                "404 Not Found",
                run("io.write('Status: 404 Not Found\\n\\nno')").status());
        assertEquals("302 Found", run("io.write('Location: /b\\n\\n')").status());
    }

    @Test
    void bodyIsStandardInput() throws IOException {
        Path script = site.write("a.lua", "local all = io.read('*a') io.write('\\n', #all, all:sub(1, 5))");
        assertEquals(
                "11hello", site.answer(site.request(script).body("hello world")).body());
        assertEquals("3abc", site.answer(site.request(script).body("abc")).body());
        assertEquals("0", site.answer(site.request(script)).body());
    }

    @Test
    void globalsAreGoneWithTheRequest() throws IOException {
        Path script = site.write(
                "a.lua",
                """
                runs = (runs or 0) + 1
                _G.more = (_G.more or 0) + 1
                io.write('\\n', runs, _G.more, _G.runs, tostring(string == _G.string))""");
        assertEquals("111true", site.answer(site.request(script)).body());
        assertEquals("111true", site.answer(site.request(script)).body());
    }

    @Test
    void modulesStay() throws IOException {
        site.write("m.lua", "local n = 0 return function() n = n + 1 return n end");
        Path script = site.write("a.lua", "io.write('\\n', require('m')())");
        assertEquals("1", site.answer(site.request(script)).body());
        assertEquals("2", site.answer(site.request(script)).body());
    }

    @Test
    void defaultFilesAreThoseOfTheRequest() throws IOException {
        Path script = site.write("a.lua", "io.write('\\nanswer') io.output('other.txt') io.write('file') io.close()");
        assertEquals("answer", site.answer(site.request(script)).body());
        assertEquals("answer", site.answer(site.request(script)).body());
    }

    @Test
    void aScriptThatPrintsNothingIsToldWhatToPrint() throws IOException {
        TestResponse response = run("x = 1");
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(
                response.body().contains("a.lua: printed nothing; what it prints is the answer, which begins with"),
                response::body);
    }

    @Test
    void aLineAmongTheHeadersThatIsNoneIsNamed() throws IOException {
        TestResponse response = run("io.write('X-A: 1\\noops\\n\\n')");
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(
                response.body()
                        .contains("the header line &#39;oops&#39; is not NAME: VALUE; an empty line ends the headers"),
                response::body);
    }

    @Test
    void aLastLineThatIsNoHeaderIsNamedToo() throws IOException {
        TestResponse response = run("io.write('X-A: 1\\noops')");
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(
                response.body().contains("a.lua: the header line &#39;oops&#39; is not NAME: VALUE"), response::body);
    }

    @Test
    void anErrorIsAPageOfItsOwn() throws IOException {
        TestResponse response = run("io.write('Content-Type: a/b\\n\\nhalf a page') error('broken')");
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(response.body().contains("a.lua:1: broken"), response::body);
    }
}
