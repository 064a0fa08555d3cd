package luafcgid.protocol.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ComplaintsTest {
    private long now = Long.MAX_VALUE - 5;
    private final Complaints complaints = new Complaints(() -> now);

    private List<String> warn(int times, String kind) {
        Lines lines = new Lines("luafcgid.protocol.connection");
        try {
            for (int i = 0; i < times; i++) {
                complaints.warn(kind, i);
            }
        } finally {
            lines.close();
        }
        return lines.all();
    }

    @Test
    void theFirstOfAKindAreLoggedAndTheRestCountedForAMinute() {
        List<String> lines = warn(1000, "bad {0}");
        assertEquals(11, lines.size());
        assertEquals("bad 0", lines.get(0));
        assertEquals("bad 9", lines.get(9));
        assertEquals("More lines like the last are only counted for a minute", lines.get(10));
        now += TimeUnit.SECONDS.toNanos(59);
        assertEquals(List.of(), warn(1, "bad {0}"));
        now += TimeUnit.SECONDS.toNanos(1);
        assertEquals(List.of("Since the last line like the next there were 991 more", "bad 0"), warn(1, "bad {0}"));
        now += TimeUnit.MINUTES.toNanos(5);
        assertEquals(List.of("bad 0"), warn(1, "bad {0}"));
    }

    @Test
    void aFloodOfOneKindHidesNoOther() {
        warn(1000, "bad {0}");
        assertEquals(List.of("worse 0"), warn(1, "worse {0}"));
    }
}
