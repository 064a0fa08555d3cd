package luafcgid.daemon.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import luafcgid.daemon.Stderr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StderrTest {
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
    @CsvSource({"NONE, false, false", "LOG, true, false", "ERRORS, false, true", "ALL, true, true"})
    void theWebServerIsToldWhatTheSettingSays(Stderr setting, boolean log, boolean errors) throws IOException {
        site.stderr = setting;
        String told = site.run("con:log('hello') error('boom')").stderrText();
        assertEquals(log, told.contains(site.root.resolve("run.lua") + ": hello\n"), told);
        assertEquals(errors, told.contains("run.lua:2: boom\n"), told);
    }

    @Test
    void whatASyntaxErrorIsIsToldToo() throws IOException {
        site.stderr = Stderr.ERRORS;
        String told = site.run("con:puts(").stderrText();
        assertTrue(told.contains("run.lua:"), told);
    }

    @Test
    void aSilentScriptWritesNoRecord() throws IOException {
        site.stderr = Stderr.ALL;
        assertEquals("", site.run("con:puts('x')").stderrText());
    }

    @Test
    void aForgedLineStaysOneLine() throws IOException {
        site.stderr = Stderr.LOG;
        String told = site.run("con:log('a\\r\\n2026/01/01 [emerg] forged\\27[31m\\0')")
                .stderrText();
        assertEquals(1, told.lines().count(), told);
        assertTrue(told.endsWith("a\\r\\n2026/01/01 [emerg] forged\\u001b[31m\\u0000\n"), told);
    }

    @Test
    void anEmptyMessageIsNoEmptyRecord() throws IOException {
        site.stderr = Stderr.LOG;
        assertEquals(
                site.root.resolve("run.lua") + ": \n", site.run("con:log('')").stderrText());
    }

    @Test
    void aLongLineAndManyLinesAreCut() throws IOException {
        site.stderr = Stderr.LOG;
        String one = site.run("con:log(('x'):rep(100000))").stderrText();
        assertTrue(one.length() < 1100 && one.endsWith("…\n"), () -> "length " + one.length());
        String many = site.run("for i = 1, 1000 do con:log(('x'):rep(500)) end").stderrText();
        assertTrue(many.length() < 17_000, () -> "length " + many.length());
        assertTrue(many.endsWith("further lines of this request are in luafcgid's log\n"), many);
        assertEquals(1, many.split("further lines", -1).length - 1);
    }

    @Test
    void aConnectionKeptForALaterRequestTellsNobody() throws IOException {
        site.stderr = Stderr.LOG;
        site.write("keep.lua", "function main(env, con) if kept then kept:log('late') end kept = con end");
        site.answer(site.request(site.root.resolve("keep.lua")));
        TestResponse second = site.answer(site.request(site.root.resolve("keep.lua")));
        assertEquals("200 OK", second.status());
        assertEquals("", second.stderrText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LOG", "everything"})
    void aValueThatIsNoneIsRefusedByName(String value) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Stderr.of(value))
                .getMessage());
        assertTrue(message.contains("stderr=" + value) && message.contains("none, log, errors or all"), message);
        assertFalse(Stderr.of("none").log());
    }
}
