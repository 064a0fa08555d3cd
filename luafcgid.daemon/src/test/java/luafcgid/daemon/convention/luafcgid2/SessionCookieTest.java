package luafcgid.daemon.convention.luafcgid2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionCookieTest {
    private static SessionCookie cookie(String name, int seconds, int length, boolean secure, String sameSite) {
        return new SessionCookie(name, Duration.ofSeconds(seconds), length, secure, true, sameSite);
    }

    @Test
    void attributesAreThoseConfigured() {
        assertEquals(
                "s=id; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax",
                cookie("s", 60, 24, true, "Lax").of("id"));
        assertEquals(
                "s=id; Max-Age=60; Path=/",
                new SessionCookie("s", Duration.ofSeconds(60), 24, false, false, "").of("id"));
    }

    @Test
    void forgettingHasTheSameAttributes() {
        assertEquals(
                "s=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
                cookie("s", 60, 24, false, "Strict").none());
    }

    @Test
    void idsAreLongAndNeverTheSame() {
        SessionCookie cookie = cookie("s", 60, 40, true, "");
        Set<String> ids = new HashSet<>();
        Set<Integer> characters = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String id = cookie.newId();
            assertEquals(40, id.length());
            assertTrue(SessionCookie.isId(id), id);
            ids.add(id);
            id.chars().forEach(characters::add);
        }
        assertEquals(1000, ids.size());
        assertEquals(64, characters.size());
    }

    @Test
    void whatIsNoIdIsNotLookedFor() {
        assertTrue(SessionCookie.isId("abcdefghijklmnop"));
        assertFalse(SessionCookie.isId("abcdefghijklmno"));
        assertFalse(SessionCookie.isId("../../etc/passwd"));
        assertFalse(SessionCookie.isId("a".repeat(257)));
        assertFalse(SessionCookie.isId("_"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b|60|24|true|Lax|sessionname=a b: wants letters",
                "s|0|24|true|Lax|sessiontime=0: wants 1 or more seconds",
                "s|60|15|true|Lax|sessionkeylen=15: wants 16 to 256 characters; fewer could be guessed",
                "s|60|24|true|lax|sessionsamesite=lax: wants Strict, Lax, None or nothing",
                "s|60|24|false|None|sessionsamesite=None: wants sessionsecure=true"
            })
    void mistakesAreNamed(String name, int seconds, int length, boolean secure, String sameSite, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> cookie(name, seconds, length, secure, sameSite));
        assertTrue(e.getMessage().startsWith(message), e::getMessage);
    }
}
