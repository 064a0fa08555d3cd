package luafcgid.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatterTest {
    private final LineFormatter formatter = new LineFormatter(ZoneOffset.ofHours(2));

    private static LogRecord entry(Level level, String logger, String message) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName(logger);
        entry.setInstant(Instant.parse("2026-05-04T10:20:30.040Z"));
        return entry;
    }

    @Test
    void anEntryIsOneLineOfTimeLevelLoggerAndMessage() {
        assertEquals(
                "2026-05-04T12:20:30.040+02:00 INFO  lua.Pool: 3 states\n",
                formatter.format(entry(Level.INFO, "luafcgid.lua.Pool", "3 states")));
        assertEquals(
                "2026-05-04T12:20:30.040+02:00 WARN  ConfigInstaller: late\n",
                formatter.format(entry(Level.WARNING, "org.apache.felix.ConfigInstaller", "late")));
    }

    @Test
    void controlCharactersOfAMessageAreEscapedSoThatItForgesNoEntry() {
        LogRecord forged = entry(Level.INFO, "x\ny", "a\r\nb\tc\u001b[31m\u0085\u2028\u202e\u007f {0}");
        forged.setParameters(new Object[] {"p\nq"});
        assertEquals(
                "2026-05-04T12:20:30.040+02:00 INFO  x\\ny: a\\r\\nb\\tc\\u001b[31m\\u0085\\u2028\\u202e\\u007f p\\nq\n",
                formatter.format(forged));
    }

    @Test
    void theLinesOfAStackTraceFollowIndentedEvenWhereItsMessageHasLines() {
        LogRecord failed = entry(Level.SEVERE, "luafcgid.daemon", "failed");
        failed.setThrown(new IllegalStateException(
                "first\n2026-05-04T12:20:30.040+02:00 INFO  forged", new RuntimeException("cause\u001b")));
        List<String> lines = formatter.format(failed).lines().toList();
        assertEquals("2026-05-04T12:20:30.040+02:00 ERROR daemon: failed", lines.get(0));
        assertEquals("    java.lang.IllegalStateException: first", lines.get(1));
        assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("    ")), lines::toString);
        assertTrue(lines.contains("    Caused by: java.lang.RuntimeException: cause\\u001b"), lines::toString);
    }
}
