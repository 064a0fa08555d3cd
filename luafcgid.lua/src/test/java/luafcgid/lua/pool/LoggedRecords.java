package luafcgid.lua.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged for the engine until this is closed. */
final class LoggedRecords extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("luafcgid.lua");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    LoggedRecords() {
        logger.addHandler(this);
    }

    List<LogRecord> records() {
        return records;
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
