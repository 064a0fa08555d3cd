package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HeaderWarningTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** Headers in lines of 1000 bytes: Apache looks at single lines. */
    private Path script(int bytes) throws IOException {
        return site.script(
                "head" + bytes + ".lua", "for i = 1, " + bytes / 1000 + " do con:header('X-A', ('x'):rep(993)) end");
    }

    @ParameterizedTest
    @CsvSource({
        "nginx/1.22.1, 3000, 5000, fastcgi_buffer_size",
        "HAProxy 2.6, 14000, 17000, tune.bufsize",
    })
    void aBlockAboveWhatTheWebServerTakesIsToldOnceWithItsSetting(String server, int fits, int many, String setting)
            throws IOException {
        try (LogCapture log = new LogCapture()) {
            site.answer(site.request(script(fits)).with("SERVER_SOFTWARE", server));
            assertEquals(0, log.with("head" + fits).size(), "it fits");
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "200 OK",
                        site.answer(site.request(script(many)).with("SERVER_SOFTWARE", server))
                                .status());
            }
            assertEquals(
                    1,
                    log.with("head" + many + ".lua: the response's headers of " + many / 1000)
                            .size());
            assertEquals(1, log.with(setting).size());
        }
    }

    @Test
    void apacheMindsLinesNotBlocks() throws IOException {
        try (LogCapture log = new LogCapture()) {
            site.answer(site.request(script(20_000)).with("SERVER_SOFTWARE", "Apache/2.4.57"));
            assertEquals(0, log.with("header").size());
            Path script = site.script("line.lua", "con:header('X-A', ('x'):rep(9000))");
            site.answer(site.request(script).with("SERVER_SOFTWARE", "Apache/2.4.57"));
            assertEquals(
                    1,
                    log.with("line.lua: a header line of 9007 bytes may be more than apache takes")
                            .size());
        }
    }

    @Test
    void othersAreNotWarnedOf() throws IOException {
        try (LogCapture log = new LogCapture()) {
            for (String server : new String[] {"", "Caddy/v2.6.2", "lighttpd/1.4.69", "my nginx"}) {
                site.answer(site.request(script(30_000)).with("SERVER_SOFTWARE", server));
            }
            assertEquals(0, log.with("headers").size());
        }
    }

    @Test
    void aBlockAboveMaxheaderIs500AndTheLogSaysSo() throws IOException {
        try (LogCapture log = new LogCapture()) {
            TestResponse response = site.answer(site.request(script(100_000)));
            assertEquals("500 Internal Server Error", response.status());
            assertTrue(log.with("more than the 65536 of 'maxheader'").size() == 1);
        }
    }
}
