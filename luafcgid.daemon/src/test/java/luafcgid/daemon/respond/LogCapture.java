package luafcgid.daemon.respond;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while it is open. */
final class LogCapture implements AutoCloseable {
    private final Logger logger = Logger.getLogger("luafcgid");
    private final List<String> entries = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            entries.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LogCapture() {
        logger.addHandler(handler);
    }

    /** The entries that contain a text. */
    List<String> with(String text) {
        synchronized (entries) {
            return entries.stream().filter(entry -> entry.contains(text)).toList();
        }
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
