package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a script's errors. */
@Timeout(60)
class ErrorTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aScriptSaysWhetherItsErrorsAreShown() throws IOException {
        site.showErrors = false;
        assertFalse(site.run("error('why')").body().contains("why"));
        assertTrue(
                site.run("con:config('showerrors', true) error('why')").body().contains("run.lua:2: why"));
        site.showErrors = true;
        assertFalse(
                site.run("con:config('showerrors', false) error('why')").body().contains("why"));
        assertTrue(site.run("error('why')").body().contains("run.lua:2: why"));
        assertEquals(4, site.errors);
    }

    @Test
    void linesAreShownWhereTheOperatorSaysSoOnly() throws IOException {
        String failing = "error('why') -- here";
        site.showErrors = false;
        TestResponse response = site.run("con:config('showerrors', true) " + failing);
        assertTrue(response.body().contains("run.lua:2: why"), response::body);
        assertFalse(response.body().contains("-- here"), response::body);
        site.showErrors = true;
        assertTrue(site.run(failing).body().contains("-- here"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loadstring('error(\"why\")', '@FILE')()",
                "loadstring(string.dump(loadstring('error(\"why\")', '@FILE')))()",
                "error('FILE:1: why', 0)",
                "local ok, e = loadfile('FILE') error(e or 'why', 0)",
                "pcall(dofile, 'FILE') loadstring('error(\"why\")', '@FILE')()",
                "coroutine.wrap(loadstring('error(\"why\")', '@FILE'))()"
            })
    void noFileIsShownForItsName(String body, @TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.toRealPath().resolve("secret.txt"), "the secret\n");
        try (Site closed = new Site(elsewhere.resolve("root"), true)) {
            for (String each : List.of(body, "local function f()\n" + body + "\nend\n f()")) {
                TestResponse response = closed.run(each.replace("FILE", secret.toString()));
                assertEquals("500 Internal Server Error", response.status());
                assertTrue(response.body().contains("secret.txt"), response::body);
                assertFalse(response.body().contains("the secret"), response::body);
            }
        }
    }

    @Test
    void aLoadedChunkShowsItsOwnLines() throws IOException {
        Path template = site.write("page.lp", "<p><%= x.y %></p>\n");
        TestResponse response = site.run("loadstring('\\nreturn x.y -- made of it\\n', '@" + template + "')()");
        assertTrue(response.body().contains("page.lp:2 in main chunk"), response::body);
        assertTrue(response.body().contains("<b><i>    2</i>  return x.y -- made of it</b>"), response::body);
    }

    @Test
    void whatDoesNotCompileShowsItsLine() throws IOException {
        TestResponse response = site.answer(site.request(site.write("broken.lua", "local a\nlocal = 2 -- here\n")));
        assertTrue(response.body().contains("broken.lua:2 in what does not compile"), response::body);
        assertTrue(response.body().contains("<b><i>    2</i>  local = 2 -- here</b>"), response::body);
        response = site.run("require 'broken' -- asked for");
        assertTrue(response.body().contains("<b><i>    2</i>  local = 2 -- here</b>"), response::body);
        assertTrue(
                response.body().contains("<b><i>    2</i>  require &#39;broken&#39; -- asked for</b>"), response::body);
    }

    @Test
    void aPageStaysSmallWhateverIsOnALine() throws IOException {
        TestResponse response = site.run(
                "local text = 'error(1) --' .. ('&'):rep(100000)\n"
                        + "local function again(n) if n == 0 then loadstring(text)() else again(n - 1) end return n end again(30)");
        assertTrue(response.body().contains("error(1) --&amp;&amp;"), response::body);
        assertTrue(response.body().length() < 100_000, () -> response.body().length() + " characters");
    }

    @Test
    void statusAndTypeAreSettingsOfARequestUntilTheyAreSent() throws IOException {
        TestResponse response = site.run("con:config('httpstatus', '404 Not Found') con:config('contenttype', 'a/b')"
                + " con:puts(con:config('httpstatus'), ' ', con:config('contenttype'))");
        assertEquals("404 Not Found", response.status());
        assertEquals("a/b", response.header("Content-Type"));
        assertEquals("404 Not Found a/b", response.body());
        response = site.run("con:flush() con:puts(select(2, pcall(con.config, con, 'httpstatus', '404 Not Found')))");
        assertEquals("200 OK", response.status());
        assertTrue(response.body().contains("the headers were sent already"), response::body);
    }
}
