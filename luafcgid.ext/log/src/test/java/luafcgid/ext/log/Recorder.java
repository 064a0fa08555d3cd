package luafcgid.ext.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what scripts log, instead of having it printed. */
final class Recorder extends Handler {
    private static final Logger SCRIPTS = Logger.getLogger("luafcgid.script");

    final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    Recorder() {
        SCRIPTS.addHandler(this);
        SCRIPTS.setUseParentHandlers(false);
        SCRIPTS.setLevel(Level.ALL);
    }

    void level(Level level) {
        SCRIPTS.setLevel(level);
    }

    /** Level, name of the log, message without the path; emptied. */
    List<String> lines() {
        List<String> lines = records.stream()
                .map(record -> record.getLevel() + " " + record.getLoggerName().substring("luafcgid.script.".length())
                        + " " + record.getMessage().replaceFirst("^/[^:]*: ", ""))
                .toList();
        records.clear();
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        SCRIPTS.removeHandler(this);
        SCRIPTS.setUseParentHandlers(true);
        SCRIPTS.setLevel(null);
    }
}
