package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class InstanceLockTest {
    @Test
    void aSecondTakerGetsNothingUntilTheFirstCloses(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("lock");
        InstanceLock first = InstanceLock.take(path).orElseThrow();
        assertTrue(InstanceLock.take(path).isEmpty());
        assertTrue(InstanceLock.held(path));
        first.close();
        assertFalse(Files.exists(path));
        assertFalse(InstanceLock.held(path));
        InstanceLock.take(path).orElseThrow().close();
    }

    @Test
    void aFileLeftByAKilledDaemonHoldsNobodyUp(@TempDir Path folder) throws IOException {
        Path path = Files.createFile(folder.resolve("lock"));
        assertFalse(InstanceLock.held(path));
        InstanceLock.take(path).orElseThrow().close();
    }

    @Test
    void thereIsNeverMoreThanOneHolderWhileFilesComeAndGo(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("lock");
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger takes = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ends.add(threads.submit(() -> {
                together.await();
                for (int n = 0; n < 200; n++) {
                    Optional<InstanceLock> lock = InstanceLock.take(path);
                    if (lock.isPresent()) {
                        takes.incrementAndGet();
                        most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                        holders.decrementAndGet();
                        lock.get().close();
                    }
                }
                return takes;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        threads.shutdown();
        assertTrue(takes.get() > 0);
        assertEquals(1, most.get());
    }
}
