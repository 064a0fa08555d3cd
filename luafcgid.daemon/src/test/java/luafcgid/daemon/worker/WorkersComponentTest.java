package luafcgid.daemon.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkersComponentTest {
    private static WorkersComponent.Config config(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("strategy", "handover");
        return (WorkersComponent.Config) Proxy.newProxyInstance(
                WorkersComponentTest.class.getClassLoader(),
                new Class<?>[] {WorkersComponent.Config.class},
                (proxy, method, arguments) -> all.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static int threads(Map<String, Object> settings) {
        WorkersComponent component = new WorkersComponent(config(settings));
        try {
            return component.pool().threads();
        } finally {
            component.deactivate();
        }
    }

    @Test
    void thereMayBeManyMoreThreadsThanBeginAtATime() {
        assertTrue(threads(Map.of()) >= 512);
        assertEquals(2000, threads(Map.of("workers", 2000)));
    }

    @Test
    void maxworkersAloneIsEnoughToHaveFewThreads() {
        assertEquals(3, threads(Map.of("maxworkers", 3)));
    }

    @Test
    void fewerThreadsThanWorkersAreRefused() {
        Map<String, Object> settings = Map.of("workers", 8, "maxworkers", 4);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> threads(settings));
        assertEquals("luafcgid.daemon.Workers: maxworkers=4 is not 8 or more", e.getMessage());
    }

    @Test
    void stackSaysHowDeepRecursionGoes() throws Exception {
        int shallow = depth(1 << 20);
        int deep = depth(32 << 20);
        assertTrue(deep > 8 * shallow, deep + " calls against " + shallow);
    }

    @Test
    void tooSmallAStackIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> threads(Map.of("stack", 65536)));
        assertEquals("luafcgid.daemon.Workers: stack=65536 is not 1048576 or more", e.getMessage());
    }

    @Test
    void noMoreThanTheMostNicenessIsTaken() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> threads(Map.of("nice", 20)));
        assertEquals("luafcgid.daemon.Workers: nice=20 is not 19 or less", e.getMessage());
    }

    private static int depth(long stack) throws InterruptedException {
        int[] calls = {0};
        Thread thread = new WorkerThreads(stack).newThread(() -> {
            try {
                recur(calls);
            } catch (StackOverflowError e) {
                // That is where it ends.
            }
        });
        thread.start();
        thread.join();
        return calls[0];
    }

    private static void recur(int[] calls) {
        calls[0]++;
        if (calls[0] < Integer.MAX_VALUE) {
            recur(calls);
        }
    }
}
