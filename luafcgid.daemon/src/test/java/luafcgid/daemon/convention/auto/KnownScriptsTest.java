package luafcgid.daemon.convention.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownScriptsTest {
    @TempDir
    Path folder;

    private final KnownScripts known = new KnownScripts(4);

    private Path script(int number) throws IOException {
        Path script = folder.resolve(number + ".lua");
        return Files.exists(script) ? script : Files.createFile(script);
    }

    @Test
    void scriptsThatAreGoneAreForgotten() throws IOException {
        for (int i = 0; i < 4; i++) {
            known.add(script(i), "cgi");
        }
        Files.delete(script(1));
        Files.delete(script(2));
        assertEquals(4, known.size());
        known.add(script(4), "cgi");
        assertEquals(3, known.size());
        assertNull(known.convention(folder.resolve("1.lua")));
        assertEquals("cgi", known.convention(script(0)));
        assertEquals("cgi", known.convention(script(4)));
    }

    @Test
    void scriptsThatAreThereStayHoweverManyTheyAre() throws IOException {
        for (int i = 0; i < 50; i++) {
            known.add(script(i), "cgi");
            known.add(script(i), "cgi");
        }
        assertEquals(50, known.size());
        known.remove(script(7));
        assertNull(known.convention(script(7)));
    }

    @Test
    void whatIsKnownLastCounts() throws IOException {
        known.add(script(0), "cgi");
        known.add(script(0), "luafcgid");
        assertEquals("luafcgid", known.convention(script(0)));
        assertEquals(1, known.size());
    }
}
