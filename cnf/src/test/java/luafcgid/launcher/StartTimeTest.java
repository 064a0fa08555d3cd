package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class StartTimeTest {
    @Test
    void theProcessWasThereBeforeItsJavaByLittle() {
        long java = ManagementFactory.getRuntimeMXBean().getStartTime();
        long started = StartTime.millis();
        assertTrue(started <= java + 50, () -> "process " + started + ", Java " + java);
        assertTrue(started > java - 10_000, () -> "process " + started + ", Java " + java);
    }
}
