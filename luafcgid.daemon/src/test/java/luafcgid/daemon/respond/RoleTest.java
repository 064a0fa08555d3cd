package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RoleTest {
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aScriptIsToldItsRole(Role role) throws IOException {
        Path script = site.script("a.lua", "con:header('Status', '200 OK') con:puts(env.FCGI_ROLE)");
        assertEquals(role.name(), site.answer(site.request(script).role(role)).body());
    }

    @Test
    void anAuthorizerThatSays200AdmitsAndPassesVariables() throws IOException {
        Path script = site.script("a.lua", "con:header('Status', '200 OK') con:header('Variable-USER', 'ann')");
        assertEquals(
                "Status: 200 OK\r\nVariable-USER: ann\r\n\r\n",
                site.answer(site.request(script).role(Role.AUTHORIZER)).text());
    }

    @Test
    void anAuthorizerThatSaysNothingDenies() throws IOException {
        Path protectedScript = site.script("page.lua", "con:puts('secret')");
        try (LogCapture log = new LogCapture()) {
            TestResponse response = site.answer(site.request(protectedScript).role(Role.AUTHORIZER));
            assertEquals("403 Forbidden", response.status());
            assertEquals(
                    1,
                    log.with("page.lua: denied, since an authorizer has to set a status")
                            .size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error('x')", "while", "con:header('Status', '200 OK') error('x')"})
    void anAuthorizerThatFailsDenies(String body) throws IOException {
        Path script = site.script("a.lua", body);
        TestResponse response = site.answer(site.request(script).role(Role.AUTHORIZER));
        assertEquals("500 Internal Server Error", response.status());
    }

    @Test
    void anAuthorizerDoesNotWaitForABodyThatIsNotSent() throws IOException {
        Path script = site.script(
                "a.lua",
                "con:header('Status', '200 OK') con:puts(tostring(con:gets())..tostring(con:read())..#(con:chunks()() or ''))");
        TestRequest request = site.request(script)
                .role(Role.AUTHORIZER)
                .with("CONTENT_LENGTH", "5")
                .open();
        assertEquals("nilnil0", site.answer(request).body());
    }

    @Test
    void theConfiguredAuthorizerAnswersWhateverFileIsAskedFor() throws IOException {
        site.authorizer = Optional.of(site.script(
                "auth.lua", "con:header('Status', '200 OK') con:header('Variable-FILE', env.SCRIPT_FILENAME)"));
        TestRequest request =
                new TestRequest().with("SCRIPT_FILENAME", "/srv/protected.html").role(Role.AUTHORIZER);
        assertEquals("/srv/protected.html", site.answer(request).header("Variable-FILE"));
        assertEquals("404 Not Found", site.answer(request.role(Role.RESPONDER)).status());
    }

    @Test
    void anAuthorizerWithoutNameIsDeniedAndTheRemedyIsLogged() throws IOException {
        try (LogCapture log = new LogCapture()) {
            TestResponse response = site.answer(new TestRequest().role(Role.AUTHORIZER));
            assertEquals("500 Internal Server Error", response.status());
            assertFalse(log.with("authorizer=\"/path/script.lua\"").isEmpty());
        }
    }

    @Test
    void aFilterReadsItsDataInPieces() throws IOException {
        Path script = site.script(
                "f.lua",
                """
                con:puts(env.FCGI_DATA_LENGTH, ':', con:gets() or 'no body', ':')
                for piece in function() return con:data(2) end do con:puts(piece:upper(), '.') end
                """);
        TestRequest request = site.request(script).role(Role.FILTER).with("FCGI_DATA_LENGTH", "5");
        assertEquals(
                "5:a=1:AB.CD.E.",
                site.answer(request.body("a=1").data("abcde", 5)).body());
    }

    @Test
    void aFiltersShortDataIsNotTakenForTheWhole() throws IOException {
        Path script =
                site.script("f.lua", "con:data(9) local piece, why = con:data(9) con:puts(tostring(piece), ' ', why)");
        TestRequest request = site.request(script).role(Role.FILTER).body("").data("abc", 9);
        String body = site.answer(request).body();
        assertTrue(body.startsWith("nil short body: 3 of 9 bytes"), body);
    }
}
