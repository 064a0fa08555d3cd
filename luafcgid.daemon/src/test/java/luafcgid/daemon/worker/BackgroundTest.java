package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(20)
class BackgroundTest {
    private static final boolean POSSIBLE = Runtime.version().feature() >= 22;

    private record Outcome(boolean entered, int niceness, int policy) {}

    /** Of the calling thread, as it is. */
    private static Outcome outcome(boolean entered) throws IOException {
        SystemThread thread = SystemThread.caller();
        return new Outcome(entered, thread.niceness(), thread.policy());
    }

    private static <T> T onAnotherThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "a (test) thread").start();
        return task.get();
    }

    @Test
    void theCallingThreadGoesThereAlone() throws Exception {
        Outcome before = outcome(false);
        Outcome there = POSSIBLE ? new Outcome(true, before.niceness + 2, Background.SCHED_BATCH) : before;
        assertEquals(there, onAnotherThread(() -> outcome(Background.enter(2))));
        assertEquals(before, outcome(false));
    }

    @Test
    void noneIsLessImportantThanTheLeast() throws Exception {
        int before = outcome(false).niceness;
        int niceness = POSSIBLE ? Background.MOST : before;
        assertEquals(niceness, onAnotherThread(() -> outcome(Background.enter(Background.MOST)).niceness));
    }

    @Test
    void compilersGoThereAsImportantAsTheyWere() throws Exception {
        int niceness = SystemThread.caller().niceness();
        Background.enterCompilers();
        List<String> policies = new ArrayList<>();
        for (SystemThread thread : SystemThread.all()) {
            if (thread.name().contains("Compiler")) {
                policies.add(thread.niceness() + " " + thread.policy());
            }
        }
        assertFalse(policies.isEmpty());
        int policy = POSSIBLE ? Background.SCHED_BATCH : 0;
        assertEquals(
                List.of(niceness + " " + policy), policies.stream().distinct().toList());
    }
}
