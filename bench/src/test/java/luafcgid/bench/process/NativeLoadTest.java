package luafcgid.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import luafcgid.bench.load.LoadResult;
import org.junit.jupiter.api.Test;

class NativeLoadTest {
    @Test
    void readsEveryFigureUnderItsName() throws IOException {
        LoadResult result = NativeLoad.parse(
                "rps 12  p50 34  p99 56  p999 78  max 90 us  requests 123  errors 4  starved 5/256  MB/s 1.0\n");
        assertEquals(new LoadResult(12, 34, 56, 78, 90, 123, 4, 5), result);
    }

    @Test
    void outputWithoutAFigureIsQuoted() {
        IOException e = assertThrows(IOException.class, () -> NativeLoad.parse("rps 12 p50 34"));
        assertTrue(e.getMessage().contains("p99") && e.getMessage().contains("rps 12"), e.getMessage());
    }
}
