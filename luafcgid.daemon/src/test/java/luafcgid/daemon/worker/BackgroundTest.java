package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(80)
class BackgroundTest {
    private static final boolean POSSIBLE = Runtime.version().feature() >= 22;

    private record Rank(int niceness, int policy) {
        static Rank of(SystemThread thread) throws IOException {
            return new Rank(thread.niceness(), thread.policy());
        }

        static Rank ofCaller() throws IOException {
            return of(SystemThread.caller());
        }
    }

    private static <T> T onAnotherThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "a (test) thread").start();
        return task.get();
    }

    @Test
    void theCallingThreadGoesThereAlone() throws Exception {
        Background.prepare();
        Rank before = Rank.ofCaller();
        Rank there = POSSIBLE ? new Rank(before.niceness + 2, Background.SCHED_BATCH) : before;
        assertEquals(there, onAnotherThread(() -> {
            Background.enter(2);
            return Rank.ofCaller();
        }));
        assertEquals(before, Rank.ofCaller());
    }

    @Test
    void noneIsLessImportantThanTheLeast() throws Exception {
        Background.prepare();
        int before = Rank.ofCaller().niceness;
        int niceness = POSSIBLE ? Background.MOST : before;
        assertEquals(niceness, onAnotherThread(() -> {
            Background.enter(Background.MOST);
            Background.enter(Background.MOST);
            return Rank.ofCaller().niceness;
        }));
    }

    /** What a process does whose functions have not been found yet. */
    static final class First {
        private First() {}

        public static void main(String[] arguments) throws IOException {
            SystemThread caller = SystemThread.caller();
            int before = caller.niceness();
            Background.enter(3);
            while (caller.niceness() != before + 3) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22)
    void whoComesFirstGoesThereSoon() throws Exception {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                First.class.getName());
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it has not got there");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void compilersGoThereAsImportantAsTheyWere() throws Exception {
        int niceness = SystemThread.caller().niceness();
        Background.prepare();
        List<Rank> ranks = new ArrayList<>();
        for (SystemThread thread : SystemThread.all()) {
            if (thread.name().contains("Compiler")) {
                ranks.add(Rank.of(thread));
            }
        }
        assertFalse(ranks.isEmpty());
        assertEquals(
                Set.of(new Rank(niceness, POSSIBLE ? Background.SCHED_BATCH : Rank.ofCaller().policy)),
                Set.copyOf(ranks));
    }
}
