package luafcgid.daemon.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/** Hands entries of the OSGi log on to java.util.logging, those from before it began included, each once. */
final class OsgiEntries implements LogListener, AutoCloseable {
    private final LogReaderService reader;
    private long replayedUpTo = -1;

    OsgiEntries(LogReaderService reader) {
        this.reader = reader;
        // Under the lock, so that entries which the listener is told of meanwhile wait and are seen to be replayed.
        synchronized (this) {
            reader.addLogListener(this);
            List<LogEntry> newestFirst = Collections.list(reader.getLog());
            List<LogEntry> entries = new ArrayList<>(newestFirst);
            Collections.reverse(entries);
            for (LogEntry entry : entries) {
                replayedUpTo = Math.max(replayedUpTo, entry.getSequence());
                handOn(entry);
            }
        }
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        if (entry.getSequence() > replayedUpTo) {
            handOn(entry);
        }
    }

    @Override
    public void close() {
        reader.removeLogListener(this);
    }

    private static void handOn(LogEntry entry) {
        if (entry.getLoggerName().startsWith("Events.")) {
            return;
        }
        Logger logger = Logger.getLogger(name(entry));
        Level level = level(entry);
        if (!logger.isLoggable(level)) {
            return;
        }
        LogRecord handed = new LogRecord(level, entry.getMessage());
        handed.setLoggerName(logger.getName());
        handed.setInstant(Instant.ofEpochMilli(entry.getTime()));
        handed.setThrown(entry.getException());
        logger.log(handed);
    }

    /** Callers of the old interface have no logger of their own. */
    private static String name(LogEntry entry) {
        String name = entry.getLoggerName();
        if (name.startsWith("LogService") && entry.getBundle() != null) {
            String bundle = entry.getBundle().getSymbolicName();
            return bundle == null ? name : bundle;
        }
        return name;
    }

    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case AUDIT, INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.FINER;
        };
    }
}
