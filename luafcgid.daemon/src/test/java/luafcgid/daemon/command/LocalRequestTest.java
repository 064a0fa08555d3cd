package luafcgid.daemon.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import luafcgid.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LocalRequestTest {
    private static LocalRequest of(String... words) throws IOException {
        return LocalRequest.of(Path.of("/srv/www"), List.of(words));
    }

    private static String text(Content content) throws IOException {
        try (var in = content.source().open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void pathAndQueryBecomeVariables() throws IOException {
        LocalRequest request = of("/a/b.lua?x=1&y=2?");
        assertEquals(Role.RESPONDER, request.role());
        assertEquals("GET", request.params().get("REQUEST_METHOD"));
        assertEquals("/srv/www/a/b.lua", request.params().get("SCRIPT_FILENAME"));
        assertEquals("/a/b.lua", request.params().get("SCRIPT_NAME"));
        assertEquals("x=1&y=2?", request.params().get("QUERY_STRING"));
        assertEquals("/a/b.lua?x=1&y=2?", request.params().get("REQUEST_URI"));
    }

    @Test
    void theFirstSlashMayBeLeftOut() throws IOException {
        assertEquals("/srv/www/a.lua", of("a.lua").params().get("SCRIPT_FILENAME"));
    }

    @Test
    void aBodyMakesAPostOfKnownLength() throws IOException {
        LocalRequest request = of("-d", "a=ü&b=1", "/a.lua");
        assertEquals("POST", request.params().get("REQUEST_METHOD"));
        assertEquals("application/x-www-form-urlencoded", request.params().get("CONTENT_TYPE"));
        assertEquals("8", request.params().get("CONTENT_LENGTH"));
        assertEquals("a=ü&b=1", text(request.body()));
    }

    @Test
    void variablesTypedWinOverThoseMade() throws IOException {
        LocalRequest request =
                of("--body", "x", "--param", "REQUEST_METHOD=PUT", "-p", "HTTP_COOKIE=a=b; c=", "/a.lua", "-p", "E=");
        assertEquals("PUT", request.params().get("REQUEST_METHOD"));
        assertEquals("a=b; c=", request.params().get("HTTP_COOKIE"));
        assertEquals("", request.params().get("E"));
    }

    @Test
    void aFilterIsGivenTheFilesLengthAndTime(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "hello");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1234567)));
        for (LocalRequest request : List.of(
                of("--data", file.toString(), "/f.lua"),
                of("--role", "Filter", "--data", file.toString(), "-d", "@" + file, "/f.lua"))) {
            assertEquals(Role.FILTER, request.role());
            assertEquals("5", request.params().get("FCGI_DATA_LENGTH"));
            assertEquals("1234567", request.params().get("FCGI_DATA_LAST_MOD"));
            assertEquals("hello", text(request.data()));
        }
        assertEquals("hello", text(of("-d", "@" + file, "/f.lua").body()));
    }

    @Test
    void anAuthorizerIsGivenNeitherBodyNorScriptName() throws IOException {
        LocalRequest request = of("--role", "authorizer", "-d", "secret", "/auth.lua");
        assertEquals(Role.AUTHORIZER, request.role());
        assertFalse(request.params().containsKey("CONTENT_LENGTH"));
        assertFalse(request.params().containsKey("SCRIPT_NAME"));
        assertEquals("/srv/www/auth.lua", request.params().get("SCRIPT_FILENAME"));
        assertEquals("", text(request.body()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            -p A=1                   | no path
            /a /b                    | one path too many: '/b'
            /a -d                    | -d needs a value
            /a -p A                  | -p 'A' is not NAME=VALUE
            /a -p =A                 | -p '=A' is not NAME=VALUE
            /a --role king           | --role 'king' is none of responder, authorizer, filter
            /a --data /dev/null/x    | --data /dev/null/x: no file that the daemon can read
            /a -d @/nowhere          | -d /nowhere: no file that the daemon can read
            /a --colour red          | unknown option '--colour'
            """)
    void whatIsTypedWronglyIsNamed(String words, String why) {
        String message =
                assertThrows(IOException.class, () -> of(words.split(" ", -1))).getMessage();
        assertEquals("get: " + why, message.replaceFirst("; usage: get .*", ""));
    }

    @Test
    void dataIsForAFilterOnly(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "hello");
        String message = assertThrows(
                        IOException.class, () -> of("--role", "responder", "--data", file.toString(), "/a"))
                .getMessage();
        assertEquals("get: --data is for a filter, not for --role responder", message.replaceFirst("; usage.*", ""));
    }
}
