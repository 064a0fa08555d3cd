package luafcgid.daemon.convention.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import luafcgid.daemon.Convention;
import luafcgid.daemon.Exchange;
import luafcgid.daemon.convention.luafcgid.LuafcgidConvention;
import luafcgid.daemon.respond.Site;
import luafcgid.daemon.respond.TestResponse;
import luafcgid.lua.Profile;
import luafcgid.lua.ScriptException;
import luafcgid.lua.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

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

    /** Whose scripts return a function, and say {@code named} where they need a name. */
    private static final class Returning implements Convention {
        @Override
        public Profile profile() {
            return Profile.PLAIN;
        }

        @Override
        public Varargs arguments(Path script) {
            try {
                return Files.readString(script).contains("named") ? LuaValue.valueOf("name") : LuaValue.NONE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean recognizes(State state, boolean printed) {
            return state.returned().isfunction(1)
                    || (!printed && state.globals().rawget("answer").isfunction());
        }

        @Override
        public void respond(Exchange exchange) throws ScriptException {
            State state = exchange.state();
            LuaValue function = state.returned().isfunction(1)
                    ? state.returned().arg1()
                    : state.globals().rawget("answer");
            exchange.write(state.call(function, LuaValue.NONE).checkstring(1));
        }
    }

    private Convention returning() {
        AutoConvention auto = new AutoConvention();
        Convention returning = new Returning();
        auto.add(returning, Map.of(Convention.NAME, "returning"));
        site.convention = auto;
        return returning;
    }

    @Test
    void whatAnotherConventionRecognizesIsItsOwn() throws IOException {
        returning();
        Path script =
                site.write("a.lua", "local n = 0 print('while it is loaded') return function() n = n + 1 return n end");
        assertEquals("1", answer(script).body());
        assertEquals("2", answer(script).body());
    }

    @Test
    void theBodyIsGivenWhatThatNeeds() throws IOException {
        returning();
        assertEquals(
                "name",
                answer(site.write("a.lua", "local named = ... return function() return named end"))
                        .body());
        assertEquals(
                "0",
                answer(site.write("b.lua", "local n = select('#', ...) return function() return n end"))
                        .body());
    }

    @Test
    void whatPrintsIsRecognizedByWhatItReturnsOnly() throws IOException {
        returning();
        assertEquals(
                "answered",
                answer(site.write("a.lua", "function answer() return 'answered' end"))
                        .body());
        Path printing = site.write("b.lua", "function answer() return 'answered' end io.write('\\nprinted')");
        assertEquals("printed", answer(printing).body());
        assertEquals("printed", answer(printing).body());
    }

    @Test
    void luafcgidsFunctionsComeFirst() throws IOException {
        returning();
        Path script = site.write(
                "a.lua", "function main(env, con) con:puts('main') end return function() return 'other' end");
        assertEquals("main", answer(script).body());
        assertEquals("main", answer(script).body());
    }

    @Test
    void changedFilesAreRecognizedToo() throws IOException {
        returning();
        Path script = site.write("a.lua", "io.write('\\nprinted')");
        assertEquals("printed", answer(script).body());
        site.write("a.lua", "return function() return 'returned' end");
        assertEquals("returned", answer(script).body());
        site.write("a.lua", "io.write('\\nprinted')");
        assertEquals("printed", answer(script).body());
        site.write("a.lua", "local named = assert(..., 'no name') return function() return named end");
        assertEquals("name", answer(script).body());
        site.write("a.lua", "io.write('\\nprinted')");
        assertEquals("printed", answer(script).body());
        assertEquals("printed", answer(script).body());
        site.write("a.lua", "function answer() return 'answered' end");
        assertEquals("500 Internal Server Error", answer(script).status());
        assertEquals("answered", answer(script).body());
    }

    private String failure(Path script) throws IOException {
        TestResponse response = answer(script);
        assertEquals("500 Internal Server Error", response.status());
        return response.body();
    }

    @Test
    void aConventionThatHasGoneIsNamed() throws IOException {
        Convention returning = returning();
        Path script = site.write("a.lua", "return function() return 'returned' end");
        assertEquals("returned", answer(script).body());
        ((AutoConvention) site.convention).remove(returning);
        for (int i = 0; i < 3; i++) {
            String page = failure(script);
            assertTrue(
                    page.contains("a.lua: the convention &#39;returning&#39;, which has answered for it, is not there"),
                    page);
            assertTrue(page.contains("put the bundle that brings it back into ext/"), page);
        }
        ((AutoConvention) site.convention).add(returning, Map.of(Convention.NAME, "returning"));
        assertEquals("returned", answer(script).body());
        ((AutoConvention) site.convention).remove(returning);
        site.write("a.lua", "io.write('\\nprinted')");
        assertEquals("printed", answer(script).body(), "what it was before does not matter");
        assertEquals("printed", answer(script).body());
    }

    @Test
    void aConventionThatHasGoneIsNamedWhereItsGiftsLack() throws IOException {
        Convention returning = returning();
        Path script = site.write("a.lua", "local named = assert(..., 'no name') return function() return named end");
        assertEquals("name", answer(script).body());
        ((AutoConvention) site.convention).remove(returning);
        failure(script);
        String page = failure(script);
        assertTrue(page.contains("no name; the convention &#39;returning&#39;"), page);
    }

    @Test
    void aFunctionThatNobodyRecognizesIsNotCalled() throws IOException {
        Path script = site.write("lib.lua", "return function() io.open('called', 'w'):close() return 200 end");
        String page = failure(script);
        assertTrue(page.contains("lib.lua: returns a function, which is not called"), page);
        assertTrue(
                page.contains("&#39;conventions&#39; of luafcgid.daemon.Responder: &quot;" + script + "=wsapi&quot;"),
                page);
        assertTrue(page.contains("luafcgid.ext.wsapi.jar in ext/ brings it"), page);
        failure(script);
        assertFalse(Files.exists(site.root.resolve("called")));
        ((AutoConvention) site.convention).add(new LuafcgidConvention(), Map.of(Convention.NAME, "wsapi"));
        page = failure(script);
        assertTrue(page.contains("is not called"), page);
        assertFalse(page.contains("luafcgid.ext.wsapi.jar"), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return { run = function() end }", "function run(env) end"})
    void whatLooksLikeAnApplicationOfWsapiIsToldWhatItLacks(String text) throws IOException {
        String page = failure(site.write("a.lua", text));
        assertTrue(page.contains("as applications of WSAPI do, but the convention &#39;wsapi&#39; is not there"), page);
        assertTrue(page.contains("luafcgid.ext.wsapi.jar in ext/ brings it"), page);
    }

    @Test
    void aModuleIsToldThatItIsOne() throws IOException {
        String page = failure(site.write("lib.lua", "return { escape = function() end }"));
        assertTrue(page.contains("nothing answers requests. It returns a table, as modules do"), page);
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
