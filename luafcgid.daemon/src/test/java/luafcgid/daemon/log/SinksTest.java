package luafcgid.daemon.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // What a test needs open it need not name.
class SinksTest {
    private final java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Console console = new Console(written, StandardCharsets.UTF_8);

    private List<String> messages() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
    }

    @Test
    void ourHandlersReplaceTheOthersUntilClosed() {
        Handler[] before = root.getHandlers();
        Level levelBefore = root.getLevel();
        try (Sinks sinks = new Sinks(List.of(console), Level.WARNING, Map.of())) {
            assertEquals(1, root.getHandlers().length);
            assertTrue(root.getHandlers()[0] instanceof LineHandler);
            assertEquals(Level.WARNING, root.getLevel());
        }
        assertArrayEquals(before, root.getHandlers());
        assertEquals(levelBefore, root.getLevel());
    }

    @Test
    void aSystemLoggerArrivesAtItsLevel() {
        Logger lua = System.getLogger("luafcgid.lua.SinksTest");
        Logger protocol = System.getLogger("luafcgid.protocol.SinksTest");
        try (Sinks sinks = new Sinks(List.of(console), Level.INFO, Map.of("luafcgid.lua", Level.FINE))) {
            lua.log(Logger.Level.DEBUG, "lua debug");
            lua.log(Logger.Level.TRACE, "lua trace");
            protocol.log(Logger.Level.DEBUG, "protocol debug");
            protocol.log(Logger.Level.INFO, "protocol info");
            assertEquals(List.of("lua debug", "protocol info"), messages());
        }
    }

    @Test
    void theFrameworksOwnPartsAreQuietUnlessAsked() {
        Logger felix = System.getLogger("org.apache.felix.SinksTest");
        try (Sinks sinks = new Sinks(List.of(console), Level.INFO, Map.of())) {
            felix.log(Logger.Level.INFO, "noise");
            felix.log(Logger.Level.WARNING, "warning");
            assertEquals(List.of("warning"), messages());
        }
        try (Sinks sinks = new Sinks(List.of(console), Level.INFO, Map.of("org.apache.felix", Level.INFO))) {
            felix.log(Logger.Level.INFO, "asked for");
            assertEquals(List.of("warning", "asked for"), messages());
        }
    }

    @Test
    void whatIsSaidAfterTheJvmsLogManagerHasClosedDownIsStillLogged() {
        Logger logger = System.getLogger("luafcgid.SinksTest");
        Handler[] before = root.getHandlers();
        try (Sinks sinks = new Sinks(List.of(console), Level.INFO, Map.of())) {
            LogManager.getLogManager().reset();
            logger.log(Logger.Level.INFO, "the last request is finished");
            assertEquals(List.of("the last request is finished"), messages());
        }
        assertArrayEquals(before, root.getHandlers());
    }

    @Test
    void aWrongLevelSaysWhichAreRight() {
        assertEquals(
                "level 'loud': a level is one of OFF, ERROR, WARN, INFO, DEBUG, TRACE",
                assertThrows(IllegalArgumentException.class, () -> Levels.parse("level", "loud"))
                        .getMessage());
        assertEquals(
                "levels 'luafcgid': write logger=LEVEL, as in luafcgid.protocol=DEBUG",
                assertThrows(IllegalArgumentException.class, () -> Levels.parse(List.of("luafcgid")))
                        .getMessage());
        assertEquals(Map.of("a.b", Level.ALL), Levels.parse(List.of("a.b = trace")));
    }
}
