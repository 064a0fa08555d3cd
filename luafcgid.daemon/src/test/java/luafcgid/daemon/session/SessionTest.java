package luafcgid.daemon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import luafcgid.daemon.session.SessionValue.Int;
import luafcgid.daemon.session.SessionValue.Real;
import luafcgid.daemon.session.SessionValue.Text;
import org.junit.jupiter.api.Test;

final class SessionTest {
    private static final Client CLIENT = new Client("a", "b", "c");
    private static final Session EMPTY = Session.of(CLIENT, Instant.ofEpochSecond(100));

    @Test
    void realmsAreApart() {
        Session session = EMPTY.with("one", "n", new Int(1)).with("two", "n", new Int(2));
        assertEquals(new Int(1), session.get("one", "n"));
        assertEquals(new Int(2), session.get("two", "n"));
        assertNull(session.get("one", "m"));
        assertNull(session.get("three", "n"));
        assertFalse(EMPTY.hasRealm("one"));
    }

    @Test
    void starIsEveryRealm() {
        assertFalse(EMPTY.hasRealm("*"));
        assertEquals(EMPTY, EMPTY.with("*", "n", new Int(1)));
        Session session = EMPTY.with("b", "n", new Int(1)).with("a", "m", new Int(2));
        assertTrue(session.hasRealm("*"));
        assertEquals(new Int(1), session.get("*", "n"));
        Session all = session.with("*", "n", new Int(3));
        assertEquals(List.of(new Int(3), new Int(3)), List.of(all.get("a", "n"), all.get("b", "n")));
        assertEquals(new Int(9), all.with("a", "n", new Int(9)).get("*", "n"));
        assertNull(all.with("*", "n", null).get("*", "n"));
        assertFalse(all.without("*").hasRealm("*"));
    }

    @Test
    void deletedVariableLeavesItsRealm() {
        Session session = EMPTY.with("r", "n", new Int(1)).with("r", "n", null);
        assertTrue(session.hasRealm("r"));
        assertNull(session.get("r", "n"));
        assertFalse(session.without("r").hasRealm("r"));
    }

    @Test
    void oneMomentDoesNotChange() {
        Map<String, SessionValue> variables = new HashMap<>(Map.of("n", new Int(1)));
        Session session = Session.of(CLIENT, EMPTY.expires(), Map.of("r", variables));
        variables.put("n", new Int(2));
        session.with("r", "n", new Int(3));
        session.without("r");
        assertEquals(new Int(1), session.get("r", "n"));
        assertThrows(UnsupportedOperationException.class, () -> session.realms().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> session.realms().get("r").clear());
    }

    @Test
    void integersAreNotFloats() {
        assertNotEquals(EMPTY.with("r", "n", new Int(3)), EMPTY.with("r", "n", new Real(3)));
        assertEquals(EMPTY.with("r", "n", new Real(Double.NaN)), EMPTY.with("r", "n", new Real(Double.NaN)));
    }

    @Test
    void isOverAtItsEnd() {
        assertFalse(EMPTY.isOver(Instant.ofEpochSecond(100).minusMillis(1)));
        assertTrue(EMPTY.isOver(Instant.ofEpochSecond(100)));
    }

    @Test
    void weighsWhatItHolds() {
        Session heavy = EMPTY.with("r", "n", new Text("x".repeat(10_000)));
        long more = heavy.weight() - EMPTY.weight();
        assertTrue(more > 10_000 && more < 11_000, () -> more + " bytes");
    }
}
