package luafcgid.ext.form.body;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "a.txt, a.txt",
        "/etc/passwd, passwd",
        "../../a, a",
        "C:\\Users\\me\\photo.jpg, photo.jpg",
        "a/b\\c, c",
        ".htaccess, htaccess",
        "..., file",
        "a/, file",
        "a..txt, a..txt",
        "'a. . ', a",
        "a:b?.txt, a_b_.txt",
        "a b.txt, a b.txt"
    })
    void isTheLastComponentWithoutTricks(String sent, String safe) {
        assertEquals(safe, FileName.safe(sent));
    }

    @Test
    void hasNoControlCharacters() {
        assertEquals("ab.txt", FileName.safe("a\r\nb\u007f.t\0xt"));
        assertEquals("htaccess", FileName.safe("\u0001.htaccess"));
        assertEquals("file", FileName.safe(""));
    }

    @Test
    void keepsItsExtensionWhenItIsTooLong() {
        assertEquals("x".repeat(251) + ".txt", FileName.safe("x".repeat(300) + ".txt"));
        assertEquals("x".repeat(255), FileName.safe("x".repeat(300)));
        // Two bytes of UTF-8 each.
        assertEquals("\u00c3\u00a9".repeat(125) + ".txt", FileName.safe("\u00c3\u00a9".repeat(200) + ".txt"));
    }
}
