package luafcgid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceFileTest {
    private static final String BEGIN = "<!-- bench/run writes from here -->";
    private static final String END = "<!-- bench/run writes to here -->";

    private Path path;

    @BeforeEach
    void path(@TempDir Path folder) {
        path = folder.resolve("performance.md");
    }

    @Test
    void onlyWhatStandsBetweenTheMarkersIsReplaced() throws IOException {
        Files.writeString(path, "# Title\n\n" + BEGIN + "\nold\n" + END + "\n\nEnd\n");
        new PerformanceFile(path).write("new\n");
        assertEquals("# Title\n\n" + BEGIN + "\n\nnew\n\n" + END + "\n\nEnd\n", Files.readString(path));
    }

    @Test
    void aFileWithoutMarkersIsLeftAlone() throws IOException {
        Files.writeString(path, "# Title\n");
        assertThrows(IOException.class, () -> new PerformanceFile(path).write("new"));
        assertEquals("# Title\n", Files.readString(path));
    }
}
