package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(20)
class NicenessTest {
    /** Which of the fields behind a thread's name, which may have spaces: see proc(5). */
    private static final int NICE = 19 - 3;

    private record Outcome(boolean set, int nice) {}

    /** That of the calling platform thread. */
    static int current() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    }

    @Test
    void itIsThatOfTheCallingThreadAlone() throws Exception {
        int before = current();
        FutureTask<Outcome> task = new FutureTask<>(() -> new Outcome(Niceness.set(Niceness.MOST), current()));
        new Thread(task).start();
        boolean possible = Runtime.version().feature() >= 22;
        assertEquals(new Outcome(possible, possible ? Niceness.MOST : before), task.get());
        assertEquals(before, current());
    }
}
