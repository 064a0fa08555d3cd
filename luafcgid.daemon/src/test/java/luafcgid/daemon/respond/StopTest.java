package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import luafcgid.protocol.RequestAbortedException;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watchdog against scripts that wait for the web server. */
@Timeout(60)
class StopTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
        site.maxPost = 1 << 20;
        // What all need is loaded before anybody is in a hurry.
        site.watchdog = PATIENT;
        site.answer(site.request(site.script("first.lua", "con:puts(con:gets() or '')"))
                .body("abc"));
        site.watchdog = Duration.ofSeconds(1);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "con:gets()",
                "con:read(10) con:read(10)",
                "for chunk in con:chunks() do end",
                "pcall(con.gets, con) while true do end",
                "coroutine.wrap(function() con:gets() end)()"
            })
    void aScriptThatWaitsForABodyIsStoppedWith504(String body) throws IOException {
        Path script = site.script("wait.lua", body + " con:puts('went on')");
        TestRequest request = site.request(script).body("abc", 10, 10).open();
        try (LogCapture log = new LogCapture()) {
            TestResponse response = site.answer(request);
            assertEquals("504 Gateway Timeout", response.status());
            assertEquals(0, request.waiting.getCount(), "the script waited");
            assertEquals(
                    1,
                    log.with("longer than the watchdog allows, while it waited for the request's body")
                            .size());
        }
        assertFalse(Thread.interrupted(), "the interrupt was for that wait only");
        site.watchdog = PATIENT;
        assertTrue(site.answer(site.request(script).body("abc")).text().contains("went on"), "the next one is served");
    }

    @Test
    void aFilterThatWaitsForItsDataIsStopped() throws IOException {
        Path script = site.script("wait.lua", "con:gets()");
        assertEquals(
                "504 Gateway Timeout",
                site.answer(site.request(script).role(Role.FILTER).open()).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "con:puts('x') con:flush() con:puts(('x'):rep(100)) con:flush()",
                "con:puts(('x'):rep(20000))",
                "con:config('buffering', false) for i = 1, 1000 do con:puts('x') end",
                "for i = 1, 1000 do pcall(function() con:puts('x') con:flush() end) end"
            })
    void aScriptThatWaitsForTheClientToReadIsStopped(String body) throws Exception {
        TestRequest request = site.request(site.script("wait.lua", body));
        TestResponse response = new TestResponse().takes(100, request);
        try (LogCapture log = new LogCapture()) {
            IOException end = Assertions.assertThrows(IOException.class, () -> site.answer(request, response));
            assertInstanceOf(RequestAbortedException.class, end);
            assertTrue(response.full.await(0, TimeUnit.SECONDS), "the script waited");
            assertEquals(
                    1,
                    log.with("longer than the watchdog allows, while it waited for the client to take the response")
                            .size());
        }
        assertFalse(response.text().contains("504"), "no page in the middle of a response");
    }

    @Test
    void aScriptThatWritesLittleIsNotWatched() throws IOException {
        site.watchdog = PATIENT;
        TestRequest request = site.request(site.script("hello.lua", "con:puts('Hello World')"));
        assertEquals("Hello World", site.answer(request).body());
        assertEquals(1, request.cancelled.getCount());
    }
}
