package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeakCheckTest {
    @Test
    void aLostBufferIsReported() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<String> seen = new ArrayList<>(LeakCheck.leaks());
        assertEquals(List.of(), seen);
        while (seen.isEmpty() && System.nanoTime() < deadline) {
            lose();
            seen.addAll(LeakCheck.leaks());
        }
        assertTrue(seen.size() > 0, "no leak reported");
        LeakCheck.leaks();
    }

    private static void lose() {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
    }
}
