package luafcgid.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
    @TempDir
    Path folder;

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("log").resolve(name));
    }

    @Test
    void theCurrentFileKeepsItsNameAndTheOldestGoes() throws IOException {
        RotatingFile file = new RotatingFile(folder.resolve("log/a.log"), 10, 3);
        for (String entry :
                new String[] {"one\n", "two\n", "three\n", "four\n", "five\n", "six\n", "seven\n", "eight\n"}) {
            file.write(entry);
        }
        file.close();
        assertEquals("eight\n", read("a.log"));
        assertEquals("six\nseven\n", read("a.log.1"));
        assertEquals("four\nfive\n", read("a.log.2"));
        assertFalse(Files.exists(folder.resolve("log/a.log.3")));
    }

    @Test
    void anEntryLargerThanTheLimitIsWrittenWhole() throws IOException {
        RotatingFile file = new RotatingFile(folder.resolve("log/a.log"), 4, 2);
        file.write("larger than four\n");
        file.write("next\n");
        file.close();
        assertEquals("larger than four\n", read("a.log.1"));
        assertEquals("next\n", read("a.log"));
    }

    @Test
    void aFileFromBeforeIsContinuedAndCounts() throws IOException {
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(folder.resolve("log/a.log"), "12345\n");
        RotatingFile file = new RotatingFile(folder.resolve("log/a.log"), 10, 2);
        file.write("67\n");
        assertEquals("12345\n67\n", read("a.log"));
        file.write("89\n");
        file.close();
        assertEquals("12345\n67\n", read("a.log.1"));
        assertEquals("89\n", read("a.log"));
    }

    @Test
    void withOneFileThereIsNoOther() throws IOException {
        RotatingFile file = new RotatingFile(folder.resolve("log/a.log"), 5, 1);
        file.write("one\n");
        file.write("two\n");
        file.close();
        assertEquals("two\n", read("a.log"));
        assertFalse(Files.exists(folder.resolve("log/a.log.1")));
    }
}
