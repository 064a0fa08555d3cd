package luafcgid.daemon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import luafcgid.daemon.session.SessionValue.Bool;
import luafcgid.daemon.session.SessionValue.Int;
import luafcgid.daemon.session.SessionValue.Real;
import luafcgid.daemon.session.SessionValue.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of sessions has to fulfil. Extend it for yours. */
@Timeout(60)
public abstract class SessionStoreContract {
    private static final int THREADS = 8;
    private static final int ROUNDS = 200;
    private static final String ID = "abcdefghijklmnop-_0123";
    private static final String OTHER = "ABCDEFGHIJKLMNOP";
    private static final Client CLIENT = new Client("127.0.0.1", "agent", "en");

    private SessionStore store;

    /** A store without data. Called before each test. */
    protected abstract SessionStore store();

    /** What the store takes for the present. */
    protected abstract Instant now();

    /** Has the store's clock go on by so much: by itself, or by waiting. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @BeforeEach
    void open() {
        store = store();
    }

    private Session session() {
        return Session.of(CLIENT, now().plusSeconds(60));
    }

    @Test
    void sessionsAreThereUnderTheirIds() {
        assertNull(store.find(ID));
        assertTrue(store.add(ID, session()));
        Session other = session().with("r", "n", new Int(1));
        assertTrue(store.add(OTHER, other));
        assertEquals(session().client(), store.find(ID).client());
        assertEquals(other, store.find(OTHER));
    }

    @Test
    void idIsTakenOnce() {
        Session first = session().with("r", "n", new Int(1));
        assertTrue(store.add(ID, first));
        assertFalse(store.add(ID, session()));
        assertEquals(first, store.find(ID));
    }

    @Test
    void everyKindOfValueComesBackAsItWas() {
        StringBuilder bytes = new StringBuilder();
        IntStream.range(0, 256).forEach(c -> bytes.append((char) c));
        Map<String, SessionValue> values = Map.of(
                "yes",
                new Bool(true),
                "no",
                new Bool(false),
                "least",
                new Int(Long.MIN_VALUE),
                "most",
                new Int(Long.MAX_VALUE),
                "whole",
                new Real(3),
                "part",
                new Real(0.1),
                "endless",
                new Real(Double.NEGATIVE_INFINITY),
                "none",
                new Real(Double.NaN),
                "",
                new Text(""),
                bytes.toString(),
                new Text(bytes.toString()));
        Session session = Session.of(CLIENT, now().plusSeconds(60), Map.of("", Map.of(), "\u00e9\0", values));
        store.add(ID, session);
        assertEquals(session, store.find(ID));
        assertEquals(values, store.find(ID).realms().get("\u00e9\0"));
        assertTrue(store.find(ID).hasRealm(""));
    }

    @Test
    void replacesOnlyWhatWasSeen() {
        Session first = session();
        Session second = first.with("r", "n", new Int(2));
        Session third = first.with("r", "n", new Int(3));
        store.add(ID, first);
        assertTrue(store.replace(ID, store.find(ID), second));
        assertFalse(store.replace(ID, first, third));
        assertEquals(second, store.find(ID));
        assertTrue(store.replace(ID, second, third));
        assertEquals(third, store.find(ID));
    }

    @Test
    void nothingIsMadeWhereNothingWas() {
        Session session = session();
        assertFalse(store.replace(ID, session, session));
        store.add(ID, session);
        store.remove(ID);
        assertFalse(store.replace(ID, session, session));
        assertNull(store.find(ID));
        store.remove(ID);
    }

    @Test
    void sessionEndsWithItsTime() throws Exception {
        Session session = Session.of(CLIENT, now().plusMillis(300));
        store.add(ID, session);
        store.add(OTHER, Session.of(CLIENT, now().plusSeconds(60)));
        pass(Duration.ofMillis(300));
        assertNull(store.find(ID));
        assertFalse(store.replace(ID, session, session()));
        assertTrue(store.add(ID, session()));
        assertEquals(CLIENT, store.find(OTHER).client());
    }

    @Test
    void replacingMayProlong() throws Exception {
        Session session = Session.of(CLIENT, now().plusMillis(300));
        store.add(ID, session);
        assertTrue(store.replace(ID, session, session.touched(CLIENT, now().plusSeconds(60))));
        pass(Duration.ofMillis(300));
        assertEquals(CLIENT, store.find(ID).client());
    }

    @Test
    void noChangeIsLost() throws Exception {
        store.add(ID, session());
        together(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                String name = thread + " " + i;
                Session seen;
                do {
                    seen = store.find(ID);
                } while (!store.replace(ID, seen, seen.with("r", name, new Bool(true))));
            }
            return null;
        });
        assertEquals(THREADS * ROUNDS, store.find(ID).realms().get("r").size());
    }

    @Test
    void oneOfManyGetsTheId() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "round-" + (1_000_000_000_000L + round);
            List<Boolean> added = together(thread -> store.add(id, session()));
            assertEquals(1, added.stream().filter(each -> each).count());
        }
    }

    /** What is done by a thread. */
    @FunctionalInterface
    private interface Work<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> together(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> tasks = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(thread -> () -> {
                        start.await();
                        return work.run(thread);
                    })
                    .toList();
            List<Future<T>> futures = executor.invokeAll(tasks);
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
