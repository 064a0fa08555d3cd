package luafcgid.ext.shared.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import luafcgid.ext.shared.store.Numeric.Int;
import luafcgid.ext.shared.store.Numeric.Real;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store has to fulfil. Extend it for yours. */
@Timeout(60)
public abstract class SharedStoreContract {
    private static final int THREADS = 8;
    private static final Text KEY = Text.of("key");
    private static final Text OTHER = Text.of("other");
    private static final Ttl MINUTE = Ttl.ofSeconds(60);

    private SharedStore store;
    private SharedDictionary dictionary;

    /** A store without data. Called before each test. */
    protected abstract SharedStore store();

    /** Has the store's clock go on by so much: by itself, or by waiting. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @BeforeEach
    void open() {
        store = store();
        dictionary = store.dictionary("test", Limits.DEFAULT);
    }

    private static Int number(long value) {
        return new Int(value);
    }

    private Data value(Text key) {
        Entry entry = dictionary.get(key);
        return entry == null ? null : entry.value();
    }

    private void set(Text key, Data value) {
        dictionary.set(key, value, 0, Ttl.FOREVER);
    }

    @Test
    void sameNameIsTheSameDictionaryAndAnotherIsNot() {
        set(KEY, number(1));
        SharedDictionary same = store.dictionary("test", new Limits(1 << 20, 5, 0));
        assertEquals(number(1), same.get(KEY).value());
        assertNull(store.dictionary("another", Limits.DEFAULT).get(KEY));
        assertEquals(Set.of("test", "another"), store.names());
    }

    @Test
    void everyKindOfDataComesBackAsItWas() {
        Table inner = Table.of(List.of(number(1), Bool.FALSE), Map.of(Text.of("é"), Text.of("")));
        List<Data> all = List.of(
                Bool.TRUE,
                Bool.FALSE,
                number(0),
                number(Long.MIN_VALUE),
                number((1L << 53) + 1),
                new Real(0.1),
                new Real(Double.NaN),
                new Real(Double.NEGATIVE_INFINITY),
                Text.of(""),
                Text.of(new byte[] {0, -1, 10, 65}, 1, 3),
                Table.of(List.of(), Map.of()),
                Table.of(List.of(inner), Map.of(Bool.TRUE, inner, new Real(1.5), number(2))));
        for (Data data : all) {
            set(KEY, data);
            assertEquals(data, value(KEY));
        }
    }

    @Test
    void keysAreBytes() {
        Text binary = Text.of(new byte[] {0, -128, 127}, 0, 3);
        set(binary, number(1));
        set(Text.of(new byte[] {0, -128}, 0, 2), number(2));
        assertEquals(number(1), value(Text.of(new byte[] {9, 0, -128, 127}, 1, 3)));
    }

    @Test
    void flagsComeWithTheValueAndGoWithTheNext() {
        dictionary.set(KEY, number(1), 7, Ttl.FOREVER);
        assertEquals(7, dictionary.get(KEY).flags());
        dictionary.incr(KEY, number(1), null, Ttl.FOREVER);
        assertEquals(7, dictionary.get(KEY).flags());
        set(KEY, number(1));
        assertEquals(0, dictionary.get(KEY).flags());
    }

    @Test
    void addWantsNothingAndReplaceWantsSomething() {
        assertFalse(dictionary.replace(KEY, number(1), 0, Ttl.FOREVER));
        assertNull(value(KEY));
        assertTrue(dictionary.add(KEY, number(2), 0, Ttl.FOREVER));
        assertFalse(dictionary.add(KEY, number(3), 0, Ttl.FOREVER));
        assertEquals(number(2), value(KEY));
        assertTrue(dictionary.replace(KEY, number(4), 0, Ttl.FOREVER));
        assertEquals(number(4), value(KEY));
    }

    @Test
    void deleteTellsWhetherThereWasSomething() {
        assertFalse(dictionary.delete(KEY));
        set(KEY, number(1));
        assertTrue(dictionary.delete(KEY));
        assertFalse(dictionary.delete(KEY));
        assertNull(value(KEY));
    }

    @Test
    void incrAddsExactly() {
        assertNull(dictionary.incr(KEY, number(1), null, Ttl.FOREVER));
        assertEquals(number(15), dictionary.incr(KEY, number(5), number(10), Ttl.FOREVER));
        assertEquals(number(12), dictionary.incr(KEY, number(-3), number(10), Ttl.FOREVER));
        assertEquals(new Real(12.5), dictionary.incr(KEY, new Real(0.5), null, Ttl.FOREVER));
        assertEquals(number(13), dictionary.incr(KEY, new Real(0.5), null, Ttl.FOREVER));
        set(KEY, number(Long.MAX_VALUE - 1));
        assertEquals(number(Long.MAX_VALUE), dictionary.incr(KEY, number(1), null, Ttl.FOREVER));
        assertEquals(new Real(0x1p63), dictionary.incr(KEY, number(1), null, Ttl.FOREVER));
    }

    @Test
    void incrOfSomethingElseFailsAndChangesNothing() {
        set(KEY, Text.of("5"));
        StoreException e =
                assertThrows(StoreException.class, () -> dictionary.incr(KEY, number(1), number(0), Ttl.FOREVER));
        assertEquals("not a number", e.getMessage());
        assertEquals(Text.of("5"), value(KEY));
        assertFalse(dictionary.add(KEY, number(1), 0, Ttl.FOREVER));
    }

    @Test
    void swapSucceedsOnlyOnWhatWasSeen() {
        assertTrue(dictionary.swap(KEY, null, number(1), 0, Ttl.FOREVER));
        assertFalse(dictionary.swap(KEY, null, number(2), 0, Ttl.FOREVER));
        Entry seen = dictionary.get(KEY);
        assertTrue(dictionary.swap(KEY, seen, number(2), 3, Ttl.FOREVER));
        assertFalse(dictionary.swap(KEY, seen, number(3), 0, Ttl.FOREVER));
        assertEquals(number(2), value(KEY));
        assertEquals(3, dictionary.get(KEY).flags());
        assertTrue(dictionary.swap(KEY, dictionary.get(KEY), null, 0, Ttl.FOREVER));
        assertNull(value(KEY));
        assertFalse(dictionary.swap(KEY, seen, number(3), 0, Ttl.FOREVER));
    }

    @Test
    void swapFailsWhenAnEqualValueWasWrittenBetween() {
        set(KEY, number(1));
        Entry seen = dictionary.get(KEY);
        dictionary.incr(KEY, number(1), null, Ttl.FOREVER);
        dictionary.incr(KEY, number(-1), null, Ttl.FOREVER);
        assertEquals(number(1), value(KEY));
        assertFalse(dictionary.swap(KEY, seen, number(9), 0, Ttl.FOREVER));
    }

    @Test
    void swapSucceedsAfterWritesThatDidNotHappen() {
        set(KEY, number(1));
        Entry seen = dictionary.get(KEY);
        assertFalse(dictionary.add(KEY, number(2), 0, Ttl.FOREVER));
        assertThrows(StoreException.class, () -> dictionary.push(KEY, End.LEFT, number(2)));
        assertTrue(dictionary.swap(KEY, seen, number(9), 0, Ttl.FOREVER));
    }

    @Test
    void entriesExpire() throws Exception {
        dictionary.set(KEY, number(1), 0, Ttl.ofSeconds(1));
        set(OTHER, number(2));
        assertEquals(number(1), value(KEY));
        pass(Duration.ofMillis(1001));
        assertNull(value(KEY));
        assertNull(dictionary.ttl(KEY));
        assertFalse(dictionary.replace(KEY, number(2), 0, Ttl.FOREVER));
        assertFalse(dictionary.delete(KEY));
        assertFalse(dictionary.expire(KEY, MINUTE));
        assertNull(dictionary.incr(KEY, number(1), null, Ttl.FOREVER));
        assertEquals(List.of(OTHER), dictionary.keys(10));
        assertTrue(dictionary.add(KEY, number(3), 0, Ttl.FOREVER));
    }

    @Test
    void incrKeepsTheTimeAndSetDoesNot() throws Exception {
        assertEquals(number(1), dictionary.incr(KEY, number(1), number(0), Ttl.ofSeconds(1)));
        assertEquals(number(2), dictionary.incr(KEY, number(1), number(0), MINUTE));
        pass(Duration.ofMillis(1001));
        assertNull(value(KEY));
        dictionary.set(KEY, number(1), 0, Ttl.ofSeconds(1));
        set(KEY, number(2));
        pass(Duration.ofMillis(1001));
        assertEquals(number(2), value(KEY));
        assertTrue(dictionary.ttl(KEY).endless());
    }

    @Test
    void writesMayKeepTheTime() throws Exception {
        dictionary.set(KEY, number(1), 0, Ttl.ofSeconds(1));
        dictionary.set(KEY, number(2), 0, Ttl.KEEP);
        assertTrue(dictionary.swap(KEY, dictionary.get(KEY), number(3), 0, Ttl.KEEP));
        assertFalse(dictionary.ttl(KEY).endless());
        pass(Duration.ofMillis(1001));
        assertNull(value(KEY));
        dictionary.set(KEY, number(2), 0, Ttl.KEEP);
        assertTrue(dictionary.ttl(KEY).endless());
    }

    @Test
    void expireGivesAnotherTime() throws Exception {
        set(KEY, number(1));
        assertTrue(dictionary.expire(KEY, MINUTE));
        double left = dictionary.ttl(KEY).seconds();
        assertTrue(left > 50 && left <= 60, () -> "left: " + left);
        assertEquals(number(1), value(KEY));
        assertTrue(dictionary.expire(KEY, Ttl.ofSeconds(1)));
        pass(Duration.ofMillis(1001));
        assertNull(value(KEY));
        set(KEY, number(1));
        dictionary.expire(KEY, Ttl.ofSeconds(1));
        dictionary.expire(KEY, Ttl.FOREVER);
        pass(Duration.ofMillis(1001));
        assertEquals(number(1), value(KEY));
    }

    @Test
    void purgeRemovesWhatIsExpired() throws Exception {
        dictionary.set(KEY, number(1), 0, Ttl.ofSeconds(1));
        set(OTHER, number(2));
        pass(Duration.ofMillis(1001));
        dictionary.purge();
        assertEquals(1, dictionary.stats().entries());
        assertEquals(number(2), value(OTHER));
    }

    @Test
    void clearRemovesAllButLocks() throws Exception {
        set(KEY, number(1));
        set(OTHER, number(2));
        assertNotNull(dictionary.lock(KEY, 1, 0, Long.MAX_VALUE));
        dictionary.clear();
        assertNull(value(KEY));
        assertEquals(List.of(), dictionary.keys(10));
        assertNull(dictionary.lock(KEY, 2, 0, Long.MAX_VALUE));
    }

    @Test
    void keysAreAtMostAsManyAsWanted() {
        Set<Text> all = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Text key = Text.of("k" + i);
            all.add(key);
            set(key, number(i));
        }
        assertEquals(7, dictionary.keys(7).size());
        assertEquals(all, new HashSet<>(dictionary.keys(Integer.MAX_VALUE)));
    }

    @Test
    void listsArePushedAndPoppedAtBothEnds() {
        assertNull(dictionary.pop(KEY, End.LEFT));
        assertEquals(1, dictionary.push(KEY, End.RIGHT, number(1)));
        assertEquals(2, dictionary.push(KEY, End.RIGHT, number(2)));
        assertEquals(3, dictionary.push(KEY, End.LEFT, number(0)));
        assertEquals(number(2), dictionary.pop(KEY, End.RIGHT));
        assertEquals(number(0), dictionary.pop(KEY, End.LEFT));
        assertEquals(number(1), dictionary.pop(KEY, End.LEFT));
        assertNull(dictionary.pop(KEY, End.LEFT));
        assertTrue(dictionary.add(KEY, number(1), 0, Ttl.FOREVER));
        StoreException e = assertThrows(StoreException.class, () -> dictionary.pop(KEY, End.LEFT));
        assertEquals("value not a list", e.getMessage());
    }

    @Test
    void lockIsHeldByOneAtATime() throws Exception {
        Hold hold = dictionary.lock(KEY, 1, 0, Long.MAX_VALUE);
        assertNull(dictionary.lock(KEY, 2, 0, Long.MAX_VALUE));
        assertNotNull(dictionary.lock(OTHER, 2, 0, Long.MAX_VALUE));
        assertTrue(hold.release());
        assertFalse(hold.release());
        Hold next = dictionary.lock(KEY, 2, 0, Long.MAX_VALUE);
        assertFalse(hold.release());
        assertNull(dictionary.lock(KEY, 1, 0, Long.MAX_VALUE));
        assertTrue(next.release());
    }

    @Test
    void ownerIsRefusedALockThatItHolds() throws Exception {
        Hold hold = dictionary.lock(KEY, 1, 0, Long.MAX_VALUE);
        StoreException e =
                assertThrows(StoreException.class, () -> dictionary.lock(KEY, 1, Long.MAX_VALUE, Long.MAX_VALUE));
        assertTrue(e.getMessage().contains("'key'"), e::getMessage);
        hold.release();
        assertNotNull(dictionary.lock(KEY, 1, 0, Long.MAX_VALUE));
    }

    @Test
    void lockIsFreeWhenItsTimeIsOver() throws Exception {
        Hold late = dictionary.lock(KEY, 1, 0, Duration.ofSeconds(1).toNanos());
        pass(Duration.ofMillis(1001));
        Hold next = dictionary.lock(KEY, 2, 0, Long.MAX_VALUE);
        assertNotNull(next);
        assertFalse(late.release());
        assertNull(dictionary.lock(KEY, 3, 0, Long.MAX_VALUE));
        assertTrue(next.release());
    }

    @Test
    void lockIsHandedToTheOneThatWaits() throws Exception {
        Hold hold = dictionary.lock(KEY, 1, 0, Long.MAX_VALUE);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Hold> waiting = executor.submit(() -> dictionary.lock(KEY, 2, Long.MAX_VALUE, Long.MAX_VALUE));
            assertTrue(hold.release());
            assertTrue(waiting.get().release());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void waitEndsWhenItsTimeIsOver() throws Exception {
        dictionary.lock(KEY, 1, 0, Long.MAX_VALUE);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Hold> waiting = executor.submit(
                    () -> dictionary.lock(KEY, 2, Duration.ofMillis(1).toNanos(), Long.MAX_VALUE));
            while (!waiting.isDone()) {
                pass(Duration.ofMillis(2));
            }
            assertNull(waiting.get());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void interruptEndsAWait() throws Exception {
        Hold hold = dictionary.lock(KEY, 1, 0, Long.MAX_VALUE);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> dictionary.lock(KEY, 2, Long.MAX_VALUE, Long.MAX_VALUE));
        hold.release();
        assertNotNull(dictionary.lock(KEY, 3, 0, Long.MAX_VALUE));
    }

    /** Runs the work on all threads at once and returns what each returned. */
    private <T> List<T> together(Callable<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(executor.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /** How often each thread does its work in the tests of many at once. */
    protected int rounds() {
        return 20_000;
    }

    @Test
    void noIncrIsLostAndEverySumIsSeenOnce() throws Exception {
        Set<Data> sums = ConcurrentHashMap.newKeySet();
        together(() -> {
            for (int i = 0; i < rounds(); i++) {
                assertTrue(sums.add(dictionary.incr(KEY, number(1), number(0), Ttl.FOREVER)));
            }
            return null;
        });
        assertEquals(number((long) THREADS * rounds()), value(KEY));
        assertEquals(THREADS * rounds(), sums.size());
    }

    @Test
    void incrAndSwapTogetherLoseNothing() throws Exception {
        set(KEY, number(0));
        AtomicInteger turn = new AtomicInteger();
        together(() -> {
            boolean swaps = turn.getAndIncrement() % 2 == 0;
            for (int i = 0; i < rounds(); i++) {
                if (swaps) {
                    Entry seen;
                    do {
                        seen = dictionary.get(KEY);
                    } while (!dictionary.swap(KEY, seen, ((Numeric) seen.value()).plus(number(1)), 0, Ttl.FOREVER));
                } else {
                    dictionary.incr(KEY, number(1), null, Ttl.FOREVER);
                }
            }
            return null;
        });
        assertEquals(number((long) THREADS * rounds()), value(KEY));
    }

    @Test
    void incrWhileTheTimeChangesLosesNothing() throws Exception {
        set(KEY, number(0));
        AtomicInteger turn = new AtomicInteger();
        together(() -> {
            boolean expires = turn.getAndIncrement() == 0;
            for (int i = 0; i < rounds(); i++) {
                if (expires) {
                    assertTrue(dictionary.expire(KEY, MINUTE));
                } else {
                    assertNotNull(dictionary.incr(KEY, number(1), null, Ttl.FOREVER));
                }
            }
            return null;
        });
        assertEquals(number((THREADS - 1L) * rounds()), value(KEY));
    }

    @Test
    void sumsOfANumberThatIsTakenAwayAgainAndAgainAreComplete() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        AtomicLong taken = new AtomicLong();
        together(() -> {
            boolean takes = turn.getAndIncrement() == 0;
            for (int i = 0; i < rounds(); i++) {
                if (takes) {
                    Entry seen = dictionary.get(KEY);
                    if (seen != null && dictionary.swap(KEY, seen, null, 0, Ttl.FOREVER)) {
                        taken.addAndGet(((Int) seen.value()).value());
                    }
                } else {
                    dictionary.incr(KEY, number(1), number(0), Ttl.FOREVER);
                }
            }
            return null;
        });
        Data left = value(KEY);
        long rest = left == null ? 0 : ((Int) left).value();
        assertEquals((THREADS - 1L) * rounds(), taken.get() + rest);
    }

    @Test
    void oneOfManyAddsSucceeds() throws Exception {
        for (int round = 0; round < 200; round++) {
            Text key = Text.of("key " + round);
            List<Boolean> added = together(() -> dictionary.add(key, number(1), 0, Ttl.FOREVER));
            assertEquals(1, added.stream().filter(Boolean::booleanValue).count());
        }
    }

    @Test
    void everyValueOfAListIsTakenOnceInOrder() throws Exception {
        int each = rounds() / 10;
        AtomicInteger turn = new AtomicInteger();
        List<List<Long>> taken = together(() -> {
            int me = turn.getAndIncrement();
            List<Long> mine = new ArrayList<>();
            if (me < THREADS / 2) {
                for (int i = 0; i < each; i++) {
                    dictionary.push(KEY, End.RIGHT, number((long) me * each + i));
                }
                return mine;
            }
            while (mine.size() < each) {
                Data value = dictionary.pop(KEY, End.LEFT);
                if (value != null) {
                    mine.add(((Int) value).value());
                }
            }
            return mine;
        });
        Set<Long> all = new HashSet<>();
        for (List<Long> mine : taken) {
            assertTrue(all.addAll(mine) || mine.isEmpty());
            for (int producer = 0; producer < THREADS / 2; producer++) {
                int from = producer;
                List<Long> own =
                        mine.stream().filter(value -> value / each == from).toList();
                assertEquals(own.stream().sorted().toList(), own);
            }
        }
        assertEquals(THREADS / 2 * each, all.size());
        assertNull(dictionary.get(KEY));
    }

    @Test
    void locksKeepOthersOut() throws Exception {
        AtomicLong owners = new AtomicLong();
        long[] unguarded = new long[1];
        int times = rounds() / 20;
        together(() -> {
            long owner = owners.incrementAndGet();
            for (int i = 0; i < times; i++) {
                Hold hold = dictionary.lock(KEY, owner, Long.MAX_VALUE, Long.MAX_VALUE);
                unguarded[0]++;
                assertTrue(hold.release());
            }
            return null;
        });
        assertEquals((long) THREADS * times, unguarded[0]);
        assertNull(dictionary.get(KEY));
    }
}
