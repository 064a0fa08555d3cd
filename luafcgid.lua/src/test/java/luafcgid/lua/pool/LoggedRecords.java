package luafcgid.lua.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged for the engine until this is closed. */
final class LoggedRecords extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("luafcgid.lua");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private final Consumer<LogRecord> then;

    LoggedRecords() {
        this(entry -> {});
    }

    /** @param then sees each, on the thread that logs it */
    LoggedRecords(Consumer<LogRecord> then) {
        this.then = then;
        logger.addHandler(this);
    }

    List<LogRecord> records() {
        return records;
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
        then.accept(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
