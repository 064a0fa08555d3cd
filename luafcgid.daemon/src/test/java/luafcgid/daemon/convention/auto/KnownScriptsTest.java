package luafcgid.daemon.convention.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            known.add(script(i));
        }
        Files.delete(script(1));
        Files.delete(script(2));
        assertEquals(4, known.size());
        known.add(script(4));
        assertEquals(3, known.size());
        assertFalse(known.contains(folder.resolve("1.lua")));
        assertTrue(known.contains(script(0)));
        assertTrue(known.contains(script(4)));
    }

    @Test
    void scriptsThatAreThereStayHoweverManyTheyAre() throws IOException {
        for (int i = 0; i < 50; i++) {
            known.add(script(i));
            known.add(script(i));
        }
        assertEquals(50, known.size());
        known.remove(script(7));
        assertFalse(known.contains(script(7)));
    }
}
