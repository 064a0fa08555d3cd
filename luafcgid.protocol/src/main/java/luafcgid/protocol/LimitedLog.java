package luafcgid.protocol;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A log for what any peer can cause at will, so that none can flood it. The first entry of a kind is logged at once; those of the
 * same kind that follow within the period are counted, and told when it ends: "… and 312 more like it in the last 60 s". Any thread.
 *
 * <p>The monitor guards the kinds and is not held while an entry is logged.
 */
public final class LimitedLog {
    /** Kinds may come from peers, too: what is one too many at a time shares a kind with all others. */
    static final int KINDS = 64;

    private static final String OTHERS = "";

    private final System.Logger log;
    private final long seconds;
    private final Executor later;
    private final Map<String, Kind> kinds = new HashMap<>();

    /** @param period at least a second */
    public LimitedLog(System.Logger log, Duration period) {
        this(log, period, CompletableFuture.delayedExecutor(period.toNanos(), TimeUnit.NANOSECONDS, Runnable::run));
    }

    /** @param later runs what it is given when the period has passed */
    LimitedLog(System.Logger log, Duration period, Executor later) {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("period " + period + ": at least a second");
        }
        this.log = log;
        this.seconds = period.toSeconds();
        this.later = later;
    }

    /** What is known of a kind within its period. */
    private static final class Kind {
        private final Level level;
        private final String message;
        private long more;

        Kind(Level level, String message) {
            this.level = level;
            this.message = message;
        }
    }

    /**
     * Logs an entry or counts it.
     *
     * @param kind    what it has in common with those like it, not empty
     * @param message asked for only where the entry is logged
     */
    public void log(Level level, String kind, Supplier<String> message) {
        if (!log.isLoggable(level)) {
            return;
        }
        synchronized (kinds) {
            Kind known = kinds.get(kind);
            if (known == null && kinds.size() >= KINDS) {
                known = kinds.get(OTHERS);
            }
            if (known != null) {
                known.more++;
                return;
            }
        }
        begin(level, kind, message.get());
    }

    private void begin(Level level, String kind, String message) {
        String key;
        synchronized (kinds) {
            key = kinds.size() < KINDS ? kind : OTHERS;
            Kind other = kinds.putIfAbsent(key, new Kind(level, message));
            if (other != null) {
                other.more++;
                return;
            }
        }
        log.log(level, message);
        later.execute(() -> end(key));
    }

    /** The period of a kind is over. While entries go on to come, another one follows. */
    private void end(String key) {
        Kind kind;
        long more;
        synchronized (kinds) {
            kind = kinds.get(key);
            more = kind == null ? 0 : kind.more;
            if (kind == null || more == 0) {
                kinds.remove(key);
                return;
            }
            kind.more = 0;
        }
        log.log(kind.level, kind.message + " … and " + more + " more like it in the last " + seconds + " s");
        later.execute(() -> end(key));
    }
}
