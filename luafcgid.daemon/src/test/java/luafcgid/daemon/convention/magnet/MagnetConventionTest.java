package luafcgid.daemon.convention.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import luafcgid.daemon.respond.Site;
import luafcgid.daemon.respond.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MagnetConventionTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site(folder);
        site.convention = new MagnetConvention(1, site.pool());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String body(Path script) throws IOException {
        return site.answer(site.request(script).with("QUERY_STRING", "q")).body();
    }

    @Test
    void scriptsOfAStateShareItsGlobalsAndHaveTheirOwn() throws IOException {
        Path one = site.write("one.lua", "mine = (mine or 0) + 1 _G.n = (_G.n or 0) + 1 print('\\n', mine, ' ', n)");
        Path other = site.write("sub/other.lua", "print('\\n', tostring(mine), ' ', n)");
        assertEquals("1 1", body(one));
        assertEquals("1 2", body(one));
        assertEquals("nil 2", body(other));
    }

    @Test
    void printAddsNothing() throws IOException {
        Path script = site.write(
                "a.lua", "print('Content-Type: a/b\\n') print('\\n') print('x', 1, 2.5, nil, true) io.write('|')");
        TestResponse response = site.answer(site.request(script));
        assertEquals("a/b", response.header("Content-Type"));
        assertEquals("x12.5niltrue|", response.body());
    }

    @Test
    void cacheTellsWhatWasRun() throws IOException {
        Path script = site.write(
                "a.lua",
                """
                local entry = magnet.cache[os.getenv('SCRIPT_FILENAME')]
                print('\\n', entry.hits, ' ', type(entry.script), ' ', entry.mtime > 1e9 and entry.mtime % 1 or 'no')""");
        assertEquals("1 function 0", body(script));
        assertEquals("2 function 0", body(script));
    }

    @Test
    void changedFilesAreCompiledAnewInTheSameState() throws IOException {
        Path script = site.write("a.lua", "_G.n = (_G.n or 0) + 1 print('\\nold ', n)");
        assertEquals("old 1", body(script));
        site.write(
                "a.lua",
                "_G.n = (_G.n or 0) + 1 print('\\nnew ', n, ' ', magnet.cache[os.getenv('SCRIPT_FILENAME')].hits)");
        assertEquals("new 2 1", body(script));
    }

    @Test
    void theWorkingDirectoryIsTheScripts() throws IOException {
        site.write("one/note.txt", "first");
        site.write("two/note.txt", "second");
        Path one = site.write("one/a.lua", "print('\\n', io.open('note.txt'):read('*a'))");
        Path two = site.write("two/a.lua", "print('\\n', io.open('note.txt'):read('*a'))");
        assertEquals("first", body(one));
        assertEquals("second", body(two));
    }

    @Test
    void errorsAre503AndLeaveTheStateAlive() throws IOException {
        Path good = site.write("good.lua", "_G.n = (_G.n or 0) + 1 print('\\n', n)");
        Path bad = site.write("bad.lua", "print('Content-Type: a/b\\n\\nhalf') error('broken')");
        assertEquals("1", body(good));
        TestResponse response = site.answer(site.request(bad));
        assertEquals("503 Service Unavailable", response.status());
        assertEquals("text/plain", response.header("Content-Type"));
        assertTrue(response.body().endsWith("bad.lua:1: broken\n"), response::body);
        assertEquals(1, response.appStatus);
        assertEquals(1, site.errors);
        assertEquals("2", body(good));
        site.write("bad.lua", "= syntax");
        assertEquals("503 Service Unavailable", site.answer(site.request(bad)).status());
        assertEquals(2, site.errors);
        site.showErrors(false);
        assertEquals("The script failed.\n", site.answer(site.request(bad)).body());
        assertEquals("3", body(good));
    }

    @Test
    void missingScriptsAreNotFound() throws IOException {
        Path script = site.write("a.lua", "print('\\nx')");
        assertEquals(
                "404 Not Found",
                site.answer(site.request(site.root.resolve("no.lua"))).status());
        assertEquals("x", body(script));
        Files.delete(script);
        assertEquals("404 Not Found", site.answer(site.request(script)).status());
    }

    @Test
    void thereIsOneStateAtLeast() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new MagnetConvention(0, site.pool()));
        assertEquals("luafcgid.daemon.Magnet: maxprocs=0 is not 1 or more", e.getMessage());
    }

    @Test
    void othersTakeTheStatesPlaceWhenTheirNumberChanges() throws IOException {
        Path script = site.write("a.lua", "_G.n = (_G.n or 0) + 1 print('\\n', n)");
        MagnetConvention convention = new MagnetConvention(1, site.pool());
        site.convention = convention;
        assertEquals("1", body(script));
        convention.states(1);
        assertEquals("2", body(script));
        convention.states(2);
        assertEquals("1", body(script));
        assertEquals(1, site.pool().states().size());
    }
}
