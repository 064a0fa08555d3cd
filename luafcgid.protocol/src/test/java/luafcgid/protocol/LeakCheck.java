package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that lost a buffer. */
public final class LeakCheck implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        assertEquals(List.of(), leaks(), "buffers were collected without being released");
    }

    /** What was reported since the last time. A lost buffer shows when it has been collected and another one is made. */
    static List<String> leaks() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            System.runFinalization();
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
            PooledByteBufAllocator.DEFAULT.heapBuffer(16).release();
        }
        List<String> leaks = new ArrayList<>(CountingLeakDetector.LEAKS);
        CountingLeakDetector.LEAKS.clear();
        return leaks;
    }
}
