package luafcgid.lua.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EvictionTest {
    @TempDir
    Path folder;

    @Test
    void usesCountDoubleForEveryHalfLifeTheyAreYounger() {
        assertEquals(Score.of(8, 0, 100), Score.of(1, 300, 100), 1e-9);
        assertTrue(Score.of(100, 0, 100) > Score.of(99, 0, 100));
        assertTrue(Score.of(100, -1, 100) < Score.of(100, 0, 100));
    }

    @Test
    void veryLongIdlenessStillOrders() {
        assertTrue(Score.of(1_000_000, -1_000_000, 1) > Score.of(1_000_000, -1_000_001, 1));
    }

    @Test
    void popularStateStaysWhenRoomIsNeeded() throws Exception {
        try (Site site = new Site(folder, settings -> settings.withLimits(2, 0, 0))) {
            String body = "n = 0 function main() n = n + 1 return n end";
            Path popular = site.write("popular.lua", body);
            Path rare = site.write("rare.lua", body);
            Path next = site.write("next.lua", body);
            for (int i = 0; i < 20; i++) {
                site.run(popular);
            }
            site.run(rare);
            site.run(next);
            assertEquals("21", site.run(popular));
            assertEquals("1", site.run(rare));
        }
    }
}
