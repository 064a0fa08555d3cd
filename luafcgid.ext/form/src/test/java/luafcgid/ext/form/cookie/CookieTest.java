package luafcgid.ext.form.cookie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaString;

final class CookieTest {
    private static String read(String header) {
        StringBuilder text = new StringBuilder();
        CookieHeader.read(LuaString.valueOf(header), (name, value) -> text.append('[')
                .append(name.tojstring())
                .append('|')
                .append(value.tojstring())
                .append(']'));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "a=1; b=2 ~ [a|1][b|2]",
                "a=1;b=2;; ~ [a|1][b|2]",
                " a = 1 ;\tb=\t ~ [a|1][b|]",
                "a=\"x y\"; b=\"; c=\"\" ~ [a|x y][b|\"][c|]",
                "a=b=c== ~ [a|b=c==]",
                "=x; y; a=1 ~ [a|1]",
                "a=%41 ~ [a|%41]"
            })
    void aHeaderIsTakenApart(String header, String cookies) {
        assertEquals(cookies, read(header));
    }

    @Test
    void anEmptyHeaderHasNoCookies() {
        assertEquals("", read(""));
    }

    private static SetCookie cookie(String name, String value) {
        return new SetCookie(name, value, "/", null, null, null, null, true, "Lax", false);
    }

    private static String refused(org.junit.jupiter.api.function.Executable making) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    @Test
    void aCookieIsSafeUnlessToldOtherwise() {
        assertEquals("a=1; Path=/; HttpOnly; SameSite=Lax", cookie("a", "1").header());
    }

    @Test
    void everyAttributeIsWritten() {
        assertEquals(
                "a=1; Path=/x; Domain=example.org; Max-Age=60; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Secure; SameSite=None;"
                        + " Partitioned",
                new SetCookie("a", "1", "/x", "example.org", 60L, 784111777L, true, false, "none", true).header());
    }

    @Test
    void prefixesAreEnforced() {
        assertEquals(
                "__Host-a=1; Path=/; Secure; HttpOnly; SameSite=Lax",
                cookie("__Host-a", "1").header());
        assertTrue(cookie("__secure-a", "1").header().contains("; Secure"));
        assertEquals(
                "cookie '__Secure-a': its prefix needs secure = true",
                refused(() -> new SetCookie("__Secure-a", "", "/", null, null, null, false, true, "Lax", false)));
        assertEquals(
                "cookie '__Host-a': __Host- allows no domain; leave it out",
                refused(() -> new SetCookie("__Host-a", "", "/", "b.org", null, null, true, true, "Lax", false)));
        assertEquals(
                "cookie '__Host-a': __Host- allows only the path /, not '/b'",
                refused(() -> new SetCookie("__Host-a", "", "/b", null, null, null, true, true, "Lax", false)));
    }

    @Test
    void whatBrowsersWouldDropIsRefused() {
        assertTrue(refused(() -> cookie("a b", "")).startsWith("cookie 'a b': a name has only visible ASCII"));
        assertTrue(refused(() -> cookie("", "")).startsWith("cookie '': a name has only visible ASCII"));
        assertTrue(refused(() -> cookie("a", "b;c")).startsWith("cookie 'a': the value has the byte 59 at 2"));
        assertTrue(refused(() -> cookie("a", "b\r\nX: y")).startsWith("cookie 'a': the value has the byte 13 at 2"));
        assertTrue(refused(() -> cookie("a", "x".repeat(4096))).contains("4097 bytes, more than the 4096"));
        assertTrue(refused(() -> new SetCookie("a", "", "/;x", null, null, null, null, true, "Lax", false))
                .startsWith("cookie 'a': path '/;x' is not 1 to 1024"));
        assertTrue(refused(() -> new SetCookie("a", "", "/", "b\r\n", null, null, null, true, "Lax", false))
                .startsWith("cookie 'a': domain 'b??' is not 1 to 1024"));
        assertTrue(refused(() -> new SetCookie("a", "", "/", null, null, null, null, true, "Some", false))
                .startsWith("cookie 'a': samesite 'Some' is none of Strict, Lax, None"));
        assertTrue(refused(() -> new SetCookie("a", "", "/", null, null, null, null, true, "None", false))
                .startsWith("cookie 'a': samesite = 'None' needs secure"));
        assertTrue(refused(() -> new SetCookie("a", "", "/", null, null, null, null, true, "Lax", true))
                .startsWith("cookie 'a': partitioned needs secure"));
        SetCookie far = new SetCookie("a", "", "/", null, null, Long.MAX_VALUE, null, true, "Lax", false);
        assertTrue(refused(far::header).startsWith("cookie 'a': expires 9223372036854775807 is not seconds"));
    }
}
