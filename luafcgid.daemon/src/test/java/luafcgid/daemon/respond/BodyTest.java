package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import luafcgid.protocol.RequestAbortedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BodyTest {
    private static final String ECHO = "con:puts(con:gets() or 'nothing')";

    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private TestRequest post(String script) throws IOException {
        return site.request(site.script("post.lua", script)).with("REQUEST_METHOD", "POST");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1 << 20})
    void getsIsTheWholeBodyHoweverItComes(int piece) throws IOException {
        site.maxPost = 10 << 20;
        String body = "0123456789abcdef".repeat(20_000);
        assertEquals(
                body, site.answer(post(ECHO).body(body, body.length(), piece)).body());
        assertEquals(body, site.answer(post(ECHO).body(body, -1, piece)).body(), "without CONTENT_LENGTH");
    }

    @Test
    void getsIsNilWhenTheBodyIsEmptyOrWasRead() throws IOException {
        assertEquals("nothing", site.answer(post(ECHO).body("", 0, 1)).body());
        assertEquals("nothing", site.answer(post(ECHO).body("", -1, 1)).body());
        assertEquals(
                "a=1 nil",
                site.answer(post("con:puts(con:gets(), ' ', tostring(con:gets()))")
                                .body("a=1"))
                        .body());
    }

    @Test
    void aShortBodyIsNotTakenForTheWhole() throws IOException {
        TestResponse response = site.answer(
                post("""
                        local body, why, partial = con:gets()
                        con:puts(tostring(body), '|', why, '|', partial)
                        """)
                        .body("abc", 10, 2));
        assertEquals("nil|short body: 3 of 10 bytes came|abc", response.body());
    }

    @ParameterizedTest
    @CsvSource({"1001, true", "1001, false", "1000, true"})
    void aBodyAboveMaxpostIs413AndNothingOfItReachesTheScript(int length, boolean announced) throws IOException {
        String script = "local ok, body = pcall(con.gets, con) con:puts('the script saw ', #tostring(body))";
        TestRequest request = post(script).body("x".repeat(length), announced ? length : -1, 100);
        TestResponse response = site.answer(request);
        if (length > 1000) {
            assertEquals("413 Content Too Large", response.status());
            assertTrue(!response.body().contains("the script saw"), response.body());
            assertTrue(response.body().contains("1000 bytes"), response.body());
        } else {
            assertEquals("the script saw 1000", response.body());
        }
    }

    @Test
    void aScriptMayRaiseMaxpostBeforeItReads() throws IOException {
        TestResponse response = site.answer(
                post("con:config('maxpost', 5000) con:puts(#con:gets())").body("x".repeat(4000)));
        assertEquals("4000", response.body());
        response = site.answer(post("con:read(1) con:config('maxpost', 5000)").body("x".repeat(100)));
        assertTrue(response.body().contains("settled once the body is being read"), response.body());
        response = site.answer(post("con:config('maxpost', -1)").body("x"));
        assertTrue(response.body().contains("0 or more bytes, not -1"), response.body());
    }

    @Test
    void aBodyAboveMaxpostThatNobodyReadsIs413Too() throws IOException {
        assertEquals(
                "413 Content Too Large",
                site.answer(post("con:puts('done')").body("x".repeat(1001))).status());
    }

    @Test
    void readYieldsWhatHasComeUpToItsSizeAndNilAtTheEnd() throws IOException {
        String script =
                """
                while true do
                  local piece = con:read(4)
                  if not piece then break end
                  con:puts('[', piece, ']')
                end
                con:puts(tostring(con:read(4)))
                """;
        assertEquals(
                "[0123][4567][89]nil",
                site.answer(post(script).body("0123456789")).body());
        assertEquals(
                "[012][345][678][9]nil",
                site.answer(post(script).body("0123456789", -1, 3)).body());
    }

    @Test
    void getsAfterReadIsTheRest() throws IOException {
        String script = "con:puts(con:read(3), '|', con:gets(), '|', tostring(con:gets()))";
        assertEquals(
                "012|3456789|nil", site.answer(post(script).body("0123456789")).body());
        assertEquals(
                "012|3456789|nil",
                site.answer(post(script).body("0123456789", -1, 5)).body());
    }

    @Test
    void chunksYieldTheWholeBodyInPieces() throws IOException {
        site.maxPost = 10 << 20;
        String script =
                "local n, sum = 0, 0 for chunk in con:chunks(%s) do n, sum = n + 1, sum + #chunk end con:puts(n, ' ', sum)";
        assertEquals(
                "4 10",
                site.answer(post(script.formatted("3")).body("0123456789")).body());
        assertEquals(
                "4 200000",
                site.answer(post(script.formatted("")).body("x".repeat(200_000)))
                        .body());
    }

    @Test
    void chunksOfAShortBodyFail() throws IOException {
        TestResponse response = site.answer(
                post("for chunk in con:chunks() do end con:puts('whole')").body("abc", 10, 2));
        assertEquals("500 Internal Server Error", response.status());
        assertTrue(response.body().contains("short body: 3 of 10 bytes"), response.body());
    }

    @Test
    void aBodyThatProvesTooLargeAfterAPartOfTheAnswerWasSentCutsItShort() throws IOException {
        TestRequest request = post("for chunk in con:chunks(100) do con:puts(chunk) con:flush() end con:puts('whole')")
                .body("x".repeat(1500), -1, 100);
        TestResponse response = new TestResponse();
        assertThrows(RequestAbortedException.class, () -> site.answer(request, response));
        assertEquals("200 OK", response.status());
        assertEquals("x".repeat(1000), response.body());
        assertEquals(1, response.appStatus);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "'x'"})
    void aSizeThatIsNoneIsRefused(String size) throws IOException {
        assertEquals(
                "500 Internal Server Error",
                site.answer(post("con:read(" + size + ")").body("abc")).status());
    }

    @Test
    void anErrorAfterAPartOfTheAnswerWasSentAddsNoPageToIt() throws IOException {
        TestResponse response = new TestResponse();
        TestRequest request = post("con:puts('half') con:flush() error('boom')");
        try (LogCapture log = new LogCapture()) {
            assertThrows(RequestAbortedException.class, () -> site.answer(request, response));
            assertEquals(1, log.with("boom").size());
        }
        assertEquals("half", response.body());
        assertEquals(1, response.appStatus);
    }
}
