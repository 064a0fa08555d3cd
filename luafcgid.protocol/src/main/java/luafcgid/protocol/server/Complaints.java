package luafcgid.protocol.server;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Warnings that a peer could cause without end: of each kind a few lines in a minute, then only their number. The lock guards every
 * field. Any thread.
 */
final class Complaints {
    /** Lines of one kind in a minute: enough to see whether they are all the same. */
    static final int LINES = 10;

    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.connection");
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private final Map<String, Minute> kinds = new HashMap<>();

    /** @param clock nanoseconds */
    Complaints(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Logs a warning, or counts it.
     *
     * @param kind a constant, the message's pattern
     */
    void warn(String kind, @Nullable Object... arguments) {
        long untold;
        boolean last;
        synchronized (this) {
            long now = clock.getAsLong();
            Minute minute = kinds.get(kind);
            untold = 0;
            if (minute == null || now - minute.began >= MINUTE) {
                untold = minute == null ? 0 : Math.max(0, minute.warnings - LINES);
                minute = new Minute(now);
                kinds.put(kind, minute);
            }
            minute.warnings++;
            if (minute.warnings > LINES) {
                return;
            }
            last = minute.warnings == LINES;
        }
        if (untold > 0) {
            LOG.log(Level.WARNING, "Since the last line like the next there were {0} more", String.valueOf(untold));
        }
        LOG.log(Level.WARNING, kind, arguments);
        if (last) {
            LOG.log(Level.WARNING, "More lines like the last are only counted for a minute");
        }
    }

    private static final class Minute {
        private final long began;
        private long warnings;

        private Minute(long began) {
            this.began = began;
        }
    }
}
