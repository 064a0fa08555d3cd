package luafcgid.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

class OsgiEntriesTest {
    private static final Logger LOGGER = Logger.getLogger("osgi.entries");

    private final List<String> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getLevel() + " " + entry.getLoggerName() + " " + entry.getMessage() + " "
                    + entry.getMillis());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.setLevel(Level.INFO);
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
        LOGGER.setLevel(null);
    }

    /** Holds entries; tells the one listener of those that a test gives it. */
    private static final class Reader implements LogReaderService {
        final List<LogEntry> newestFirst = new ArrayList<>();
        final List<LogListener> listeners = new ArrayList<>();

        @Override
        public void addLogListener(LogListener listener) {
            listeners.add(listener);
        }

        @Override
        public void removeLogListener(LogListener listener) {
            listeners.remove(listener);
        }

        @Override
        public Enumeration<LogEntry> getLog() {
            return Collections.enumeration(newestFirst);
        }
    }

    private static LogEntry entry(long sequence, LogLevel level, String logger, String message) {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(
                OsgiEntriesTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getSymbolicName") ? "osgi.entries.bundle" : null);
        Map<String, Object> values = Map.of(
                "getSequence", sequence,
                "getLogLevel", level,
                "getLoggerName", logger,
                "getMessage", message,
                "getTime", sequence * 1000,
                "getBundle", bundle);
        return (LogEntry) Proxy.newProxyInstance(
                OsgiEntriesTest.class.getClassLoader(),
                new Class<?>[] {LogEntry.class},
                (proxy, method, arguments) -> values.get(method.getName()));
    }

    @Test
    void entriesFromBeforeComeOnceAndInOrderThenTheNewOnes() {
        Reader reader = new Reader();
        LogEntry second = entry(2, LogLevel.ERROR, "osgi.entries.a", "second");
        reader.newestFirst.add(second);
        reader.newestFirst.add(entry(1, LogLevel.WARN, "osgi.entries.a", "first"));
        try (OsgiEntries entries = new OsgiEntries(reader)) {
            entries.logged(second);
            entries.logged(entry(3, LogLevel.AUDIT, "osgi.entries.a", "third"));
        }
        assertEquals(
                List.of(
                        "WARNING osgi.entries.a first 1000",
                        "SEVERE osgi.entries.a second 2000",
                        "INFO osgi.entries.a third 3000"),
                logged);
        assertTrue(reader.listeners.isEmpty());
    }

    @Test
    void frameworkEventsAndEntriesBelowTheLevelAreLeftOut() {
        try (OsgiEntries entries = new OsgiEntries(new Reader())) {
            entries.logged(entry(1, LogLevel.ERROR, "Events.Framework", "event"));
            entries.logged(entry(2, LogLevel.DEBUG, "osgi.entries.a", "debug"));
            entries.logged(entry(3, LogLevel.INFO, "osgi.entries.a", "info"));
        }
        assertEquals(List.of("INFO osgi.entries.a info 3000"), logged);
    }

    @Test
    void callersOfTheOldInterfaceAreNamedAfterTheirBundle() {
        try (OsgiEntries entries = new OsgiEntries(new Reader())) {
            entries.logged(entry(1, LogLevel.INFO, "LogService", "old"));
        }
        assertEquals(List.of("INFO osgi.entries.bundle old 1000"), logged);
    }
}
