package luafcgid.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeldOutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Console console = new Console(written, StandardCharsets.UTF_8);

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void entriesAreWrittenInOrderWhenTheStartSucceeds() throws IOException {
        HeldOutput output = new HeldOutput(console, () -> true);
        output.write("one\n");
        output.write("two\n");
        assertEquals("", written());
        output.release();
        output.write("three\n");
        assertEquals("one\ntwo\nthree\n", written());
        output.release();
        output.close();
        assertEquals("one\ntwo\nthree\n", written());
    }

    @Test
    void aStartThatWasInterruptedTellsWhatItHeld() throws IOException {
        HeldOutput output = new HeldOutput(console, () -> true);
        output.write("one\n");
        output.close();
        assertEquals("one\n", written());
    }

    @Test
    void aStartThatFailedDoesNot() throws IOException {
        HeldOutput output = new HeldOutput(console, () -> false);
        output.write("one\n");
        output.close();
        assertEquals("", written());
    }
}
