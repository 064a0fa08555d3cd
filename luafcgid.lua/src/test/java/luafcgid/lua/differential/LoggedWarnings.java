package luafcgid.lua.differential;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What {@code warn} writes to the log, as C Lua writes it to standard error; of the thread that made this. */
final class LoggedWarnings extends Handler implements AutoCloseable {
    private static final String BEGIN = "Lua warning: ";

    private final Logger logger = Logger.getLogger("");
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Thread thread = Thread.currentThread();
    private final StringBuilder text = new StringBuilder();

    LoggedWarnings() {
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
        if (Thread.currentThread() == thread) {
            String message = formatter.formatMessage(entry);
            int begin = message.indexOf(BEGIN);
            if (begin >= 0) {
                text.append(message, begin, message.length()).append('\n');
            }
        }
    }

    String text() {
        return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
