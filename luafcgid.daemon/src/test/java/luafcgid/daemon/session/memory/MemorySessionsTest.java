package luafcgid.daemon.session.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import luafcgid.daemon.session.Client;
import luafcgid.daemon.session.Session;
import luafcgid.daemon.session.SessionException;
import luafcgid.daemon.session.SessionStore;
import luafcgid.daemon.session.SessionStoreContract;
import luafcgid.daemon.session.SessionValue.Text;
import org.junit.jupiter.api.Test;

final class MemorySessionsTest extends SessionStoreContract {
    private static final Client CLIENT = new Client("", "", "");

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final MemorySessions sessions = new MemorySessions(new MemoryLimits(1000, 8 << 20), time::get);

    @Override
    protected SessionStore store() {
        return sessions;
    }

    @Override
    protected Instant now() {
        return time.get();
    }

    @Override
    protected void pass(Duration passed) {
        time.updateAndGet(now -> now.plus(passed));
    }

    private Session session(int bytes) {
        return Session.of(CLIENT, now().plusSeconds(60)).with("r", "n", new Text("x".repeat(bytes)));
    }

    @Test
    void theOneChangedLeastRecentlyMakesRoom() {
        sessions.limits(new MemoryLimits(2, 1 << 20));
        sessions.add("one", session(1));
        sessions.add("two", session(1));
        sessions.replace("one", sessions.find("one"), session(2));
        sessions.add("three", session(1));
        assertNull(sessions.find("two"));
        assertNotNull(sessions.find("one"));
        assertNotNull(sessions.find("three"));
        sessions.limits(new MemoryLimits(1, 1 << 20));
        assertNull(sessions.find("one"));
        assertNotNull(sessions.find("three"));
    }

    @Test
    void bytesAreLimitedToo() {
        sessions.limits(new MemoryLimits(1000, 1 << 20));
        for (int i = 0; i < 100; i++) {
            sessions.add("session " + i, session(60_000));
        }
        assertNull(sessions.find("session 0"));
        assertNull(sessions.find("session 82"));
        assertNotNull(sessions.find("session 83"));
        for (int i = 83; i < 100; i++) {
            sessions.remove("session " + i);
        }
        // Nothing of what has gone counts any more.
        for (int i = 0; i < 17; i++) {
            sessions.add("session " + i, session(60_000));
        }
        assertNotNull(sessions.find("session 0"));
    }

    @Test
    void whatIsOverMakesRoomFirst() {
        sessions.limits(new MemoryLimits(2, 1 << 20));
        sessions.add("long", Session.of(CLIENT, now().plusSeconds(1000)));
        sessions.add("short", Session.of(CLIENT, now().plusSeconds(1)));
        pass(Duration.ofMinutes(2));
        sessions.add("new", session(1));
        assertNotNull(sessions.find("long"));
        assertNotNull(sessions.find("new"));
    }

    @Test
    void sessionThatGrowsWithoutEndIsRefused() {
        sessions.limits(new MemoryLimits(1000, 1 << 20));
        Session small = session(10);
        sessions.add("one", small);
        SessionException e =
                assertThrows(SessionException.class, () -> sessions.replace("one", small, session(70_000)));
        assertTrue(e.getMessage().contains("more than the 65536 that one may"), e::getMessage);
        assertTrue(e.getMessage().endsWith("'sessionbytes' in luafcgid.daemon.Luafcgid2"), e::getMessage);
        assertEquals(small, sessions.find("one"));
    }

    @Test
    void limitsAreChecked() {
        assertEquals(
                "sessions=0: wants a number from 1",
                assertThrows(IllegalArgumentException.class, () -> new MemoryLimits(0, 1 << 20))
                        .getMessage());
        assertEquals(
                "sessionbytes=1: wants a number from 65536",
                assertThrows(IllegalArgumentException.class, () -> new MemoryLimits(1, 1))
                        .getMessage());
    }
}
