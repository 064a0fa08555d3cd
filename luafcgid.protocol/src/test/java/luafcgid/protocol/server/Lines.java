package luafcgid.protocol.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** What is logged while a test runs, message by message. */
final class Lines extends Handler {
    private final Logger logger;
    private final @Nullable Level before;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    Lines(String logger) {
        this(logger, null);
    }

    /** @param level what the logger logs meanwhile, null for what it logs anyway */
    Lines(String name, @Nullable Level level) {
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        if (level != null) {
            logger.setLevel(level);
            logger.setUseParentHandlers(false);
        }
        logger.addHandler(this);
    }

    List<String> all() {
        return new ArrayList<>(lines);
    }

    @Override
    public void publish(LogRecord log) {
        lines.add(formatter.formatMessage(log));
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
        logger.setUseParentHandlers(true);
    }
}
