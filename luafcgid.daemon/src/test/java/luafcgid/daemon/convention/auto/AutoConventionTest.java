package luafcgid.daemon.convention.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

final class AutoConventionTest {
    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site(folder);
        site.convention = new AutoConvention();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private TestResponse answer(Path script) throws IOException {
        return site.answer(site.request(script).with("QUERY_STRING", "q"));
    }

    @Test
    void whatDefinesMainIsCalledInAStateThatStays() throws IOException {
        Path script = site.write(
                "a.lua",
                """
                local calls = 0
                print('while it is loaded', os.getenv('QUERY_STRING'))
                function main(env, con) calls = calls + 1 con:puts(calls .. tostring(os.getenv('QUERY_STRING'))) end""");
        assertEquals("1nil", answer(script).body());
        assertEquals("2nil", answer(script).body());
    }

    @Test
    void whatDefinesTheFirstVersionsHandlerIsCalled() throws IOException {
        Path script = site.write("a.lua", "function handler() return 'old' end");
        assertEquals("old", answer(script).body());
        assertEquals("old", answer(script).body());
    }

    @Test
    void whatPrintsRunsOnceForEachRequest() throws IOException {
        Path script = site.write(
                "a.lua",
                """
                local f = assert(io.open('runs', 'a')) f:write('x') f:close()
                n = (n or 0) + 1
                print('Content-Type: text/plain\\n') io.write(n, os.getenv('QUERY_STRING'), tostring(io.read('*a')))""");
        for (int i = 1; i <= 3; i++) {
            TestResponse response =
                    site.answer(site.request(script).with("QUERY_STRING", "q").body("in"));
            assertEquals("1qin", response.body());
            assertEquals("text/plain", response.header("Content-Type"));
            assertEquals(i, Files.size(site.root.resolve("runs")));
        }
    }

    @Test
    void longFirstAnswerIsWhole() throws IOException {
        Path script = site.write("a.lua", "io.write('\\n') for i = 1, 3000 do io.write(('x'):rep(100)) end");
        assertEquals(300_000, answer(script).body().length());
        assertEquals(300_000, answer(script).body().length());
    }

    @Test
    void changedFilesAreTakenForWhatTheyAreNow() throws IOException {
        Path script = site.write("a.lua", "io.write('\\nprinted')");
        assertEquals("printed", answer(script).body());
        assertEquals("printed", answer(script).body());
        site.write("a.lua", "function main(env, con) con:puts('called') end");
        assertEquals("called", answer(script).body());
        assertEquals("called", answer(script).body());
        site.write("a.lua", "io.write('\\nprinted again')");
        assertEquals("printed again", answer(script).body());
        assertEquals("printed again", answer(script).body());
    }

    @Test
    void aScriptThatDoesNeitherIsToldBoth() throws IOException {
        Path script = site.write("a.lua", "x = 1");
        TestResponse response = answer(script);
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(
                response.body()
                        .contains(
                                "a.lua: defines no function main(env, con) and prints nothing: nothing answers requests"),
                response::body);
        assertEquals("500 Internal Server Error", answer(script).status());
    }

    @Test
    void aBodyThatFailsIsAPageWithItsError() throws IOException {
        Path script = site.write("a.lua", "io.write('Content-Type: a/b\\n\\n') error('broken')");
        TestResponse response = answer(script);
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(response.body().contains("a.lua:1: broken"), response::body);
    }
}
