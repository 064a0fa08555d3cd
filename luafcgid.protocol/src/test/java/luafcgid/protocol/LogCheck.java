package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class in which an exception escaped to Netty, or that logged an error nobody provoked. */
public final class LogCheck extends Handler implements BeforeAllCallback, AfterAllCallback {
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("io.netty"), Logger.getLogger("luafcgid"));

    /** A responder that throws this provokes the error that is logged for it. */
    public static final String PROVOKED = "provoked by a test";

    private static volatile boolean provoking;

    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

    /** Does what is to log an error. */
    public static void provoke(Runnable action) {
        provoking = true;
        try {
            action.run();
        } finally {
            provoking = false;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LOGGERS.forEach(logger -> logger.addHandler(this));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LOGGERS.forEach(logger -> logger.removeHandler(this));
        assertEquals(List.of(), new ArrayList<>(unexpected), "errors were logged");
    }

    @Override
    public void publish(LogRecord log) {
        Level least = log.getLoggerName().startsWith("io.netty") ? Level.WARNING : Level.SEVERE;
        Throwable thrown = log.getThrown();
        boolean provoked = provoking
                || String.valueOf(log.getMessage()).startsWith("cannot listen on")
                || (thrown != null && String.valueOf(thrown.getMessage()).contains(PROVOKED));
        if (log.getLevel().intValue() >= least.intValue() && !provoked) {
            unexpected.add(new SimpleFormatter().format(log));
        }
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
