package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    void filesAreShownWhereTheOperatorSaysSoOnly() throws IOException {
        Path secret = site.write("secret.txt", "the secret\n");
        String named = "loadstring('error(\"why\")', '@" + secret + "')()";
        site.showErrors = false;
        TestResponse response = site.run("con:config('showerrors', true) " + named);
        assertTrue(response.body().contains("secret.txt:1: why"), response::body);
        assertFalse(response.body().contains("the secret"), response::body);
        site.showErrors = true;
        assertTrue(site.run(named).body().contains("the secret"));
    }

    @Test
    void whatIsNoFileIsNotRead() throws IOException {
        TestResponse response = site.run("loadstring('error(\"why\")', '@/dev/zero')()");
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(response.body().contains("/dev/zero:1: why"), response::body);
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
