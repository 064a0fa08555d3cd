package luafcgid.ext.crypto.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidsTest {
    @Test
    void version7BeginsWithTheTimeOfTheRfcsExample() {
        Clock clock = Clock.fixed(Instant.parse("2022-02-22T19:22:22Z"), ZoneOffset.UTC);
        String uuid = new Uuids(new Randomness(), clock).v7();
        assertTrue(uuid.startsWith("017f22e2-79b0-7000-"), uuid);
        assertEquals(2, UUID.fromString(uuid).variant());
    }

    @Test
    void version7GrowsEvenWhileTheClockStands() {
        Uuids uuids = new Uuids(new Randomness(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        String before = uuids.v7();
        for (int i = 0; i < 10_000; i++) {
            String next = uuids.v7();
            assertTrue(next.compareTo(before) > 0, before + " " + next);
            before = next;
        }
    }

    @Test
    void noTwoThreadsGetTheSame() {
        Uuids uuids = new Uuids(new Randomness(), Clock.systemUTC());
        Set<String> all = Collections.synchronizedSet(new TreeSet<>());
        IntStream.range(0, 20_000).parallel().forEach(i -> all.add(uuids.v7().substring(0, 18)));
        assertEquals(20_000, all.size());
    }

    @Test
    void version4IsRandomButForSixBits() {
        assertEquals("00000000-0000-4000-8000-000000000000", Uuids.v4(new byte[16]));
    }
}
