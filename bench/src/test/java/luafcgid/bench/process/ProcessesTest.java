package luafcgid.bench.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ProcessesTest {
    @Test
    void closingEndsWhatRunsAndRemovesItsFiles() throws IOException {
        Process process;
        Path file;
        try (Processes processes = new Processes()) {
            process = processes.start(new ProcessBuilder("sleep", "600"));
            file = Files.createFile(processes.path("file"));
            assertTrue(process.isAlive());
        }
        assertFalse(process.isAlive());
        assertFalse(Files.exists(file.getParent()));
    }

    @Test
    void nothingIsStartedOnceItIsClosed() throws IOException {
        Processes processes = new Processes();
        processes.close();
        assertThrows(IOException.class, () -> processes.start(new ProcessBuilder("sleep", "600")));
    }

    @Test
    void aProgramThatFailsIsQuoted() throws IOException {
        try (Processes processes = new Processes()) {
            IOException e = assertThrows(
                    IOException.class, () -> processes.run(10, 1, List.of("sh", "-c", "echo no such luck; exit 3")));
            assertTrue(e.getMessage().contains("exited with 3: no such luck"), e.getMessage());
        }
    }

    @Test
    void aProgramThatTakesTooLongIsEnded() throws IOException {
        try (Processes processes = new Processes()) {
            IOException e = assertThrows(IOException.class, () -> processes.run(1, 0, List.of("sleep", "600")));
            assertTrue(e.getMessage().contains("did not end within 1 seconds"), e.getMessage());
        }
    }
}
