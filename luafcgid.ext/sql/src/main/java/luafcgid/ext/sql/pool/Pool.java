package luafcgid.ext.sql.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections to one target. */
final class Pool {
    /** How long one waits before asking whether the database can be reached at all. */
    private static final long FIRST_LOOK_MILLIS = 100;

    private static final long FAILURE_COUNTS_NANOS = Duration.ofSeconds(10).toNanos();

    /** How long a database that can be reached may take to let somebody in: one that is back is busy. */
    private static final long CONNECTING_NANOS = Duration.ofSeconds(2).toNanos();

    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final Target target;
    private final PoolSettings settings;
    private final TargetSource source;
    private final HikariPool hikari;
    private final AtomicInteger users = new AtomicInteger();
    private volatile long lastUse = System.nanoTime();

    Pool(Target target, PoolSettings settings, PoolThreads threads) {
        this.target = target;
        this.settings = settings;
        source = new TargetSource(target, settings);
        HikariConfig config = new HikariConfig();
        config.setPoolName("SQL " + target);
        config.setDataSource(source);
        config.setMaximumPoolSize(settings.size());
        config.setMinimumIdle(0);
        config.setIdleTimeout(settings.idle().toMillis());
        config.setMaxLifetime(settings.lifetime().toMillis());
        config.setConnectionTimeout(settings.waiting().toMillis());
        config.setValidationTimeout(Math.min(settings.waiting().toMillis(), 2000));
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(threads);
        config.setScheduledExecutor(threads.scheduler());
        hikari = new HikariPool(config);
    }

    Target target() {
        return target;
    }

    /** Counts a user, so that the pool stays; false when it is closed. */
    boolean enter() {
        return users.incrementAndGet() > 0;
    }

    void leave() {
        lastUse = System.nanoTime();
        users.decrementAndGet();
    }

    /** Closes the pool for good when nobody uses it. */
    boolean closeUnused(long now) {
        boolean old = now - lastUse > settings.idle().toNanos();
        return old && hikari.getTotalConnections() == 0 && users.compareAndSet(0, CLOSED);
    }

    /** A connection, tested unless it was in use a moment ago. The pool was entered. */
    Borrowed borrow(long waitMillis) throws SQLException {
        long start = System.nanoTime();
        long left = Math.min(waitMillis, settings.waiting().toMillis());
        while (true) {
            // Where all are in use there is a queue, in which one keeps one's place.
            long slice = hikari.getActiveConnections() > 0 ? left : Math.min(left, FIRST_LOOK_MILLIS);
            try {
                Connection connection = hikari.getConnection(Math.max(1, slice));
                Session session =
                        connection.unwrap(PhysicalConnection.Link.class).session();
                return new Borrowed(this, connection, session);
            } catch (SQLException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                // While another attempt is being made, one from before does not tell how things stand.
                boolean connecting = source.isConnecting(CONNECTING_NANOS);
                SQLException failure = source.failureSince(connecting ? start : start - FAILURE_COUNTS_NANOS);
                if (failure != null && hikari.getTotalConnections() == 0) {
                    throw failure;
                }
                left = Math.min(waitMillis, settings.waiting().toMillis()) - (System.nanoTime() - start) / 1_000_000;
                if (left <= 0) {
                    throw exhausted(e, start);
                }
            }
        }
    }

    private SQLException exhausted(SQLException timeout, long start) {
        SQLException failure = source.failureSince(start - FAILURE_COUNTS_NANOS);
        if (failure != null) {
            return failure;
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        int active = hikari.getActiveConnections();
        return new SQLException(
                active < settings.size()
                        ? target + " made no connection within " + millis + " ms"
                        : "no connection was free for " + millis + " ms: " + active + " of " + settings.size() + " to "
                                + target + " are in use; commit and close cursors sooner or raise 'size' of "
                                + "luafcgid.ext.sql",
                timeout);
    }

    void evict(Connection connection) {
        hikari.evictConnection(connection);
    }

    void close() {
        users.set(CLOSED);
        try {
            hikari.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Connections that exist. */
    int connections() {
        return hikari.getTotalConnections();
    }
}
