package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befell other servers for scripts, each named by its advisory. */
@Timeout(60)
class AdvisoryTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String status(String scriptFilename) throws IOException {
        return site.answer(new TestRequest().with("SCRIPT_FILENAME", scriptFilename))
                .status();
    }

    /** httpoxy: a client's Proxy header became the proxy of the server's own requests. */
    @Test
    void cve20165385TheProxyHeaderIsNotSeen() throws IOException {
        Path script =
                site.script("env.lua", "con:puts(tostring(env.HTTP_PROXY), ' ', tostring(os.getenv('HTTP_PROXY')))");
        String before = String.valueOf(System.getenv("HTTP_PROXY")).replace("null", "nil");
        assertEquals(
                "nil " + before,
                site.answer(site.request(script).with("HTTP_PROXY", "evil:8080"))
                        .body());
    }

    /** httpoxy's cause: variables of a request in the process's environment. */
    @Test
    void cve20165385VariablesOfARequestAreNotInTheProcessEnvironment() throws IOException {
        Path script = site.script("env.lua", "con:puts(env.HTTP_X_SECRET, ' ', tostring(os.getenv('HTTP_X_SECRET')))");
        assertEquals(
                "s nil",
                site.answer(site.request(script).with("HTTP_X_SECRET", "s")).body());
    }

    /** FCGI.pm: variables of an earlier request stayed, so that a client passed for another. */
    @Test
    void cve20112766VariablesOfAnEarlierRequestAreGone() throws IOException {
        Path script =
                site.script("env.lua", "con:puts(tostring(env.REMOTE_USER), tostring(env.MINE)) env.MINE = 'kept'");
        assertEquals(
                "annnil",
                site.answer(site.request(script).with("REMOTE_USER", "ann")).body());
        assertEquals("nilnil", site.answer(site.request(script)).body());
    }

    /** php-fpm with an empty PATH_INFO, by a line break in the URI: memory before the path was written. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\0", "\t", "\u001b", "\u007f", "\u0085"})
    void cve201911043ControlCharactersInTheScriptsNameAre404(String control) throws IOException {
        site.script("a.lua", "con:puts('ran')");
        assertEquals("404 Not Found", status(site.root + "/a.lua" + control));
        assertEquals("404 Not Found", status(site.root + "/a.txt" + control + ".lua"));
        assertEquals("404 Not Found", status(control + site.root + "/a.lua"));
        if (!control.equals("\0")) {
            Path odd = site.root.resolve("odd" + control + ".lua");
            Files.writeString(odd, "function main(env, con) con:puts('ran') end");
            assertEquals("404 Not Found", status(odd.toString()), "though the file exists");
        }
    }

    /** php's cgi.fix_pathinfo: an uploaded picture was run as the script of a path behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"/uploads/x.jpg/y.lua", "/uploads/x.jpg/.lua", "/uploads/x.lua/y.lua", "/uploads/x.lua/"})
    void fixPathinfoAPathBehindAFileNeverRunsTheFile(String path) throws IOException {
        site.write("uploads/x.jpg", "function main(env, con) con:puts('ran') end");
        site.script("uploads/x.lua", "con:puts('ran')");
        assertEquals("404 Not Found", status(site.root + path));
        assertEquals("403 Forbidden", status(site.root + "/uploads/"), "a folder is none");
    }

    /** Caddy: the suffix was looked for in a lower-case copy, whose bytes are not where they were. */
    @ParameterizedTest
    @ValueSource(strings = {"x.LUA", "x.Lua", "\u0130\u0130.lua.txt", "x.lua\u0130", "x.lu\u0251"})
    void cve202627590ASuffixIsComparedAsItIs(String name) throws IOException {
        site.script(name, "con:puts('ran')");
        assertEquals("403 Forbidden", status(site.root.resolve(name).toString()));
    }

    /** mod_lua and others: a body without a limit. */
    @Test
    void cve202229404ABodyHasALimitByDefault() throws IOException {
        Path script = site.script("post.lua", "con:puts(#con:gets())");
        assertEquals(
                "413 Content Too Large",
                site.answer(site.request(script).body("x".repeat(2000), -1, 100))
                        .status());
    }

    /** php-fpm: what a worker wrote forged lines of the master's log. */
    @Test
    void cve20249026WhatAClientSendsForgesNoLineOfALog() throws IOException {
        site.stderr = luafcgid.daemon.Stderr.ALL;
        Path script = site.script("log.lua", "con:log(env.QUERY_STRING) error(env.QUERY_STRING)");
        TestResponse response = site.answer(site.request(script).with("QUERY_STRING", "a\nERROR forged\r\u2028forged"));
        assertEquals(2, response.stderrText().lines().count(), response.stderrText());
        assertFalse(response.stderrText().contains("\u2028"), response.stderrText());
    }

    /** Header injection: a line break in a value begins a header, or the body. */
    @ParameterizedTest
    @ValueSource(strings = {"Location", "Set-Cookie", "Status", "Content-Type", "X-A"})
    void headerInjectionALineBreakInAValueFailsTheScript(String header) throws IOException {
        Path script = site.script("head.lua", "con:header('" + header + "', env.QUERY_STRING)");
        for (String value : new String[] {"a\r\nSet-Cookie: x=1", "a\nb: c", "a\rb", "a\r\n\r\n<script>", "a\0b"}) {
            TestResponse response = site.answer(site.request(script).with("QUERY_STRING", value));
            assertEquals("500 Internal Server Error", response.status());
            assertEquals("", response.header("Set-Cookie"));
        }
    }

    /** Exposed FastCGI ports: whoever reaches one names any file, and changes settings by variables. */
    @Test
    void exposedPortAPeerNamesNoFileOutsideAndChangesNoSetting(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.writeString(elsewhere.resolve("x.lua"), "function main(env, con) con:puts('ran') end");
        assertEquals("403 Forbidden", status(outside.toString()));
        assertEquals("403 Forbidden", status(site.root + "/" + site.root.relativize(outside.toRealPath())));
        site.showErrors = false;
        Path script = site.script("a.lua", "error('secret')");
        TestResponse response = site.answer(site.request(script)
                .with("PHP_VALUE", "display_errors=1")
                .with("LUA_VALUE", "showerrors=true")
                .with("showerrors", "true"));
        assertFalse(response.text().contains("secret"), response.text());
    }

    /** php-fpm: endless repetition filled the log. */
    @Test
    void cve20159253WhatAnyClientCausesDoesNotFloodTheLog() throws IOException {
        Path file = site.write("plain.txt", "text");
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 500; i++) {
                assertEquals("403 Forbidden", status(file.toString()));
                site.answer(new TestRequest());
            }
            assertEquals(1, log.with("plain.txt").size());
            assertTrue(log.with("without SCRIPT_FILENAME").size() <= 1);
        }
    }
}
