package luafcgid.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.InheritedSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class InheritedTest {
    private static final long PID = 4711;

    private static Inherited.Look listening(Integer... descriptors) {
        Set<Integer> set = Set.of(descriptors);
        return descriptor -> set.contains(descriptor)
                ? Optional.of(new InheritedSocket(descriptor, ListenAddress.parse("/x.sock")))
                : Optional.empty();
    }

    private static Map<String, String> environment(String pid, String count, String names) {
        return Map.of("LISTEN_PID", pid, "LISTEN_FDS", count, "LISTEN_FDNAMES", names);
    }

    private static List<String> settings(Inherited inherited) {
        return inherited.settings().stream().map(Setting::toString).toList();
    }

    @Test
    void descriptorZeroTakesThePlaceOfTheDefaultListener() throws Failure {
        Inherited inherited = Inherited.of(Map.of(), PID, listening(0, 3));
        assertTrue(inherited.spawned());
        assertEquals(List.of("luafcgid.protocol.Listener~main:address=fd:0"), settings(inherited));
    }

    @Test
    void nothingThatListensIsNothing() throws Failure {
        assertTrue(Inherited.of(Map.of(), PID, listening()).isEmpty());
        assertFalse(Inherited.of(Map.of(), PID, listening(3)).spawned());
        assertTrue(
                Inherited.of(environment("4712", "1", "web"), PID, listening(3)).isEmpty());
    }

    @Test
    void aJavaThatCannotTellHasNothingOnItsInput() throws Failure {
        assertTrue(Inherited.of(Map.of(), PID, descriptor -> {
                    throw new IOException("cannot tell");
                })
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "'', main, listen2",
        "web:other, web, other",
        "luafcgid.socket:luafcgid.socket, main, listen2",
        "web:web, main, listen2",
        "unknown:b_1-C, main, b_1-C",
        "a b:x~y, main, listen2",
        "web, web, listen2"
    })
    void systemdsSocketsAreNamedByItWhereItNamesThemApart(String given, String first, String second) throws Failure {
        Inherited inherited = Inherited.of(environment("4711", "2", given), PID, listening(0, 3, 4));
        assertFalse(inherited.spawned(), "its var folder is its own");
        assertEquals(
                List.of(
                        "luafcgid.protocol.Listener~" + first + ":address=fd:3",
                        "luafcgid.protocol.Listener~" + second + ":address=fd:4"),
                settings(inherited));
    }

    @Test
    void aSocketThatDoesNotListenIsNamedWithTheRemedy() {
        Failure failure =
                assertThrows(Failure.class, () -> Inherited.of(environment("4711", "2", ""), PID, listening(3)));
        assertEquals(
                "luafcgid: descriptor 4 of LISTEN_FDS=2 is no stream socket that listens; use ListenStream and"
                        + " Accept=no in the socket unit",
                failure.line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "many", "1000", "1 "})
    void aNumberOfSocketsThatIsNoneIsNamed(String count) {
        Failure failure =
                assertThrows(Failure.class, () -> Inherited.of(environment("4711", count, ""), PID, listening(3)));
        assertTrue(failure.line().startsWith("luafcgid: LISTEN_FDS='" + count + "' is not a number"), failure.line());
    }
}
