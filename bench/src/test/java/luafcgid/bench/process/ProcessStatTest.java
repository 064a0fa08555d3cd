package luafcgid.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    @Test
    void userAndSystemTimeAreAddedWhateverTheProgramIsCalled() {
        String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 900 0 0 0 250 50 7 7 20 0 11 0 123 456 789";
        assertEquals(Duration.ofSeconds(3), ProcessStat.cpu(stat));
    }
}
