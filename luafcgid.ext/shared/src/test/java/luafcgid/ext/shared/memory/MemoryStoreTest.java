package luafcgid.ext.shared.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import luafcgid.ext.shared.store.Data;
import luafcgid.ext.shared.store.Hold;
import luafcgid.ext.shared.store.Limits;
import luafcgid.ext.shared.store.Numeric.Int;
import luafcgid.ext.shared.store.SharedDictionary;
import luafcgid.ext.shared.store.SharedStore;
import luafcgid.ext.shared.store.SharedStoreContract;
import luafcgid.ext.shared.store.Stats;
import luafcgid.ext.shared.store.StoreException;
import luafcgid.ext.shared.store.Text;
import luafcgid.ext.shared.store.Ttl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class MemoryStoreTest extends SharedStoreContract {
    private static final int BYTES = 1 << 20;
    private static final Text KEY = Text.of("key");

    private final Clock clock = new Clock();
    private final MemoryStore store = new MemoryStore(new MemorySettings(BYTES, 0, 16L * BYTES), clock);

    @Override
    protected SharedStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        clock.pass(time);
    }

    private static Text bytes(int length) {
        return Text.of(new byte[length], 0, length);
    }

    @Test
    void entryHeavierThanTheDictionaryIsRefused() {
        SharedDictionary dictionary = store.dictionary("d", Limits.DEFAULT);
        dictionary.set(KEY, new Int(1), 0, Ttl.FOREVER);
        StoreException e = assertThrows(StoreException.class, () -> dictionary.set(KEY, bytes(BYTES), 0, Ttl.FOREVER));
        assertTrue(e.getMessage().startsWith("no memory: the entry takes "), e::getMessage);
        assertTrue(e.getMessage().contains("dictionary 'd' holds " + BYTES), e::getMessage);
        assertEquals(new Int(1), dictionary.get(KEY).value());
    }

    @Test
    void floodOfKeysStaysWithinTheBytes() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SharedDictionary dictionary = store.dictionary("d", Limits.DEFAULT);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> floods = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(seed + i);
                floods.add(executor.submit(() -> flood(dictionary, random)));
            }
            for (Future<?> flood : floods) {
                flood.get();
            }
        } finally {
            executor.shutdownNow();
        }
        dictionary.purge();
        Stats stats = dictionary.stats();
        assertTrue(stats.bytes() <= BYTES, () -> stats.toString());
        assertTrue(stats.bytes() > BYTES / 2, () -> stats.toString());
        assertTrue(stats.evictions() > 10_000, () -> stats.toString());
        assertEquals(stats.entries(), dictionary.keys(Integer.MAX_VALUE).size());
    }

    private static void flood(SharedDictionary dictionary, Random random) {
        for (int i = 0; i < 20_000; i++) {
            Text key = Text.of("key " + random.nextInt(1_000_000));
            switch (random.nextInt(3)) {
                case 0 -> dictionary.set(key, bytes(random.nextInt(500)), 0, Ttl.ofSeconds(1 + random.nextInt(5)));
                case 1 ->
                    dictionary.incr(
                            Text.of("number " + random.nextInt(1_000_000)), new Int(1), new Int(0), Ttl.FOREVER);
                default -> dictionary.add(key, bytes(random.nextInt(100)), 0, Ttl.FOREVER);
            }
            assertTrue(dictionary.stats().bytes() < 2 * BYTES);
        }
    }

    @Test
    void entriesAreBoundedWhereWished() {
        SharedDictionary dictionary = store.dictionary("d", new Limits(0, 100, 0));
        for (int i = 0; i < 10_000; i++) {
            dictionary.set(Text.of("key " + i), new Int(i), 0, Ttl.FOREVER);
        }
        dictionary.purge();
        assertEquals(100, dictionary.stats().entries());
        assertEquals(100, dictionary.keys(Integer.MAX_VALUE).size());
    }

    @Test
    void whatIsUsedOftenOutlivesAFlood() {
        SharedDictionary dictionary = store.dictionary("d", Limits.DEFAULT);
        dictionary.set(KEY, new Int(0), 0, Ttl.FOREVER);
        for (int i = 0; i < 50_000; i++) {
            dictionary.set(Text.of("key " + i), new Int(i), 0, Ttl.FOREVER);
            assertNotNull(dictionary.incr(KEY, new Int(1), null, Ttl.FOREVER));
        }
        assertEquals(new Int(50_000), dictionary.get(KEY).value());
    }

    @Test
    void dictionariesTogetherStayWithinTheTotal() {
        for (int i = 0; i < 15; i++) {
            store.dictionary("d" + i, Limits.DEFAULT);
        }
        StoreException e = assertThrows(StoreException.class, () -> store.dictionary("more", Limits.DEFAULT));
        assertEquals(
                "no memory: dictionary 'more' wants 1048576 bytes, 0 of 16777216 for all are left; "
                        + "give it less or raise total in the configuration",
                e.getMessage());
        assertNotNull(store.dictionary("d3", new Limits(Long.MAX_VALUE, 0, 0)));
    }

    @Test
    void changedSettingsCountForDictionariesMadeLater() {
        SharedDictionary before = store.dictionary("before", Limits.DEFAULT);
        before.set(KEY, new Int(1), 0, Ttl.FOREVER);
        store.settings(new MemorySettings(2 * BYTES, 10, 32L * BYTES));
        assertEquals(
                new Int(1), store.dictionary("before", Limits.DEFAULT).get(KEY).value());
        assertEquals(BYTES, before.stats().limits().bytes());
        assertEquals(
                new Limits(2 * BYTES, 10, 0),
                store.dictionary("after", Limits.DEFAULT).stats().limits());
    }

    @Test
    void expiredEntryCanBeGotAsAStaleOneForAWhile() {
        SharedDictionary dictionary =
                store.dictionary("d", new Limits(0, 0, Duration.ofSeconds(10).toNanos()));
        dictionary.set(KEY, new Int(1), 0, Ttl.ofSeconds(1));
        clock.pass(Duration.ofSeconds(5));
        assertNull(dictionary.get(KEY));
        assertEquals(new Int(1), dictionary.getStale(KEY).value());
        assertNull(dictionary.incr(KEY, new Int(1), null, Ttl.FOREVER));
        assertFalse(dictionary.replace(KEY, new Int(2), 0, Ttl.FOREVER));
        assertEquals(new Int(1), dictionary.getStale(KEY).value());
        assertEquals(List.of(), dictionary.keys(9));
        clock.pass(Duration.ofSeconds(7));
        assertNull(dictionary.getStale(KEY));
    }

    @Test
    void staleEntryMakesRoomForANewOneAndForPurge() {
        SharedDictionary dictionary =
                store.dictionary("d", new Limits(0, 0, Duration.ofSeconds(10).toNanos()));
        dictionary.set(KEY, new Int(1), 0, Ttl.ofSeconds(1));
        clock.pass(Duration.ofSeconds(5));
        assertTrue(dictionary.add(KEY, new Int(2), 0, Ttl.ofSeconds(1)));
        assertEquals(new Int(2), dictionary.get(KEY).value());
        clock.pass(Duration.ofSeconds(5));
        assertEquals(1, dictionary.purge());
        assertNull(dictionary.getStale(KEY));
        dictionary.set(KEY, new Int(1), 0, Ttl.ofSeconds(1));
        clock.pass(Duration.ofSeconds(5));
        assertFalse(dictionary.delete(KEY));
        assertNull(dictionary.getStale(KEY));
    }

    @Test
    void incrWhileEntriesExpireNeverRaisesTheDead() {
        SharedDictionary dictionary = store.dictionary("d", Limits.DEFAULT);
        for (int i = 0; i < 1000; i++) {
            assertEquals(new Int(1), dictionary.incr(KEY, new Int(1), new Int(0), Ttl.ofSeconds(0.001)));
            clock.pass(Duration.ofMillis(1));
        }
    }

    @Test
    void manyExpiredEntriesLeaveWithoutBeingAskedFor() {
        SharedDictionary dictionary = store.dictionary("d", Limits.DEFAULT);
        for (int i = 0; i < 1000; i++) {
            dictionary.set(Text.of("key " + i), new Int(i), 0, Ttl.ofSeconds(1));
        }
        clock.pass(Duration.ofSeconds(100));
        assertEquals(1000, dictionary.purge());
        assertEquals(0, dictionary.stats().bytes());
    }

    @Test
    void waitersGetTheLockInTheOrderTheyCame() throws Exception {
        SharedDictionary dictionary =
                new MemoryStore(new MemorySettings(BYTES, 0, BYTES)).dictionary("d", Limits.DEFAULT);
        List<Integer> order = new ArrayList<>();
        Hold first = dictionary.lock(KEY, 0, 0, Long.MAX_VALUE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            int owner = i;
            Thread thread = new Thread(() -> {
                try {
                    Hold hold = dictionary.lock(KEY, owner, Long.MAX_VALUE, Long.MAX_VALUE);
                    order.add(owner);
                    hold.release();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            threads.add(thread);
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        first.release();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(1, 2, 3, 4, 5), order);
    }

    @Test
    void waiterThatGivesUpDoesNotStandInTheWay() throws Exception {
        SharedDictionary dictionary =
                new MemoryStore(new MemorySettings(BYTES, 0, BYTES)).dictionary("d", Limits.DEFAULT);
        Hold held = dictionary.lock(KEY, 1, 0, Duration.ofSeconds(3).toNanos());
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Future<Hold> impatient = executor.submit(
                    () -> dictionary.lock(KEY, 2, Duration.ofMillis(50).toNanos(), Long.MAX_VALUE));
            assertNull(impatient.get());
            // The holder never lets go: its time ends.
            Future<Hold> patient = executor.submit(() -> dictionary.lock(KEY, 3, Long.MAX_VALUE, Long.MAX_VALUE));
            assertNotNull(patient.get());
            assertFalse(held.release());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    @Timeout(20)
    void waiterNoticesThatTheTimeOfTheOneBeforeItIsOver() throws Exception {
        SharedDictionary dictionary =
                new MemoryStore(new MemorySettings(BYTES, 0, BYTES)).dictionary("d", Limits.DEFAULT);
        Hold first = dictionary.lock(KEY, 1, 0, Long.MAX_VALUE);
        BlockingQueue<Integer> order = new LinkedBlockingQueue<>();
        long brief = Duration.ofMillis(50).toNanos();
        Thread second = waiting(dictionary, 2, brief, order);
        Thread third = waiting(dictionary, 3, Long.MAX_VALUE, order);
        first.release();
        assertEquals(2, order.take());
        assertEquals(3, order.take());
        second.join();
        third.join();
    }

    /** A thread that waits for the lock, says who had it, and does not let it go. */
    private static Thread waiting(SharedDictionary dictionary, int owner, long holdNanos, BlockingQueue<Integer> had) {
        Thread thread = new Thread(() -> {
            try {
                assertNotNull(dictionary.lock(KEY, owner, Long.MAX_VALUE, holdNanos));
                had.add(owner);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void settingsNameWhatIsWrong() {
        assertEquals(
                "bytes=1: wants a number from 65536",
                assertThrows(IllegalArgumentException.class, () -> MemorySettings.of(1, 0, 0))
                        .getMessage());
        assertEquals(
                "total=65537: wants a number from 70000, as bytes says",
                assertThrows(IllegalArgumentException.class, () -> MemorySettings.of(70_000, 0, 65_537))
                        .getMessage());
    }

    @Test
    void entryCountsForItsKeyItsValueAndWhatKeepsThem() {
        Data value = bytes(100);
        SharedDictionary dictionary = store.dictionary("d", Limits.DEFAULT);
        dictionary.set(KEY, value, 0, Ttl.FOREVER);
        assertEquals(
                Weights.ENTRY + KEY.weight() + value.weight(),
                dictionary.stats().bytes());
    }
}
