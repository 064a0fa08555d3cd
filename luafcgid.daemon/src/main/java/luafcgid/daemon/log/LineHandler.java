package luafcgid.daemon.log;

import java.io.IOException;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Writes entries to an output, one at a time, until it is detached. */
final class LineHandler extends Handler {
    private final Logger logger;
    private final LineOutput output;
    private boolean detached;

    private LineHandler(Logger logger, LineOutput output) {
        this.logger = logger;
        this.output = output;
    }

    static LineHandler attach(Logger logger, LineOutput output, Formatter formatter) {
        LineHandler handler = new LineHandler(logger, output);
        handler.setFormatter(formatter);
        logger.addHandler(handler);
        return handler;
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (detached || !isLoggable(entry)) {
            return;
        }
        try {
            output.write(getFormatter().format(entry));
        } catch (IOException e) {
            reportError("the log cannot be written", e, ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {
        // Every entry is written at once.
    }

    /**
     * The JDK's log manager removes and closes every handler as soon as the JVM is told to end, while the daemon still
     * finishes its requests and has things to say: only {@link #detach()} ends this one.
     */
    @Override
    public synchronized void close() {
        if (!detached) {
            logger.addHandler(this);
        }
    }

    synchronized void detach() {
        if (detached) {
            return;
        }
        detached = true;
        logger.removeHandler(this);
        try {
            output.close();
        } catch (IOException e) {
            reportError("the log cannot be closed", e, ErrorManager.CLOSE_FAILURE);
        }
    }
}
