package luafcgid.ext.sql.pool;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All pools. Threads and pools are made when the first connection is asked for. Any thread; the monitor guards what follows it. */
public final class Pools implements AutoCloseable {
    private final PoolSettings settings;
    private final ConcurrentHashMap<Target, Pool> pools = new ConcurrentHashMap<>();
    private volatile @Nullable PoolThreads threads;
    private boolean closed;

    public Pools(PoolSettings settings) {
        this.settings = settings;
    }

    /**
     * A connection to the target. Waits for one at most {@code waitMillis}, and not longer than is configured; may be interrupted.
     *
     * @throws SQLException when there is none, the thread's interrupt status set if it was interrupted
     */
    public Borrowed borrow(Target target, long waitMillis) throws SQLException {
        while (true) {
            Pool pool = pools.get(target);
            if (pool == null) {
                pool = make(target);
            }
            if (pool.enter()) {
                try {
                    return pool.borrow(waitMillis);
                } catch (SQLException | RuntimeException e) {
                    pool.leave();
                    throw e;
                }
            }
            pools.remove(target, pool);
        }
    }

    /** A connection that is nobody else's and no pool's. */
    public Borrowed open(Target target) throws SQLException {
        threads();
        Connection connection = target.connect();
        Session session = new Session(connection, settings.statements());
        return new Borrowed(null, connection, session);
    }

    /** Cancels the statement soon, on another thread. */
    public void cancel(Running running) {
        PoolThreads present = threads;
        if (present != null) {
            present.cancel(running);
        }
    }

    private synchronized Pool make(Target target) throws SQLException {
        PoolThreads present = threads();
        return pools.computeIfAbsent(target, t -> new Pool(t, settings, present));
    }

    private synchronized PoolThreads threads() throws SQLException {
        if (closed) {
            throw new SQLException("the library sql is being replaced or stopped");
        }
        PoolThreads present = threads;
        if (present == null) {
            present = new PoolThreads();
            threads = present;
            long period = settings.idle().toMillis();
            present.scheduler().scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
        }
        return present;
    }

    /** Forgets pools that nobody uses. */
    private void sweep() {
        long now = System.nanoTime();
        for (Pool pool : pools.values()) {
            if (pool.closeUnused(now)) {
                pools.remove(pool.target(), pool);
                pool.close();
            }
        }
    }

    /** Closes the connections of a driver that goes. */
    public void forget(Driver driver) {
        for (Pool pool : pools.values()) {
            if (pool.target().driver() == driver && pools.remove(pool.target(), pool)) {
                pool.close();
            }
        }
    }

    /** Connections that exist, private ones not counted. */
    public int connections() {
        return pools.values().stream().mapToInt(Pool::connections).sum();
    }

    @Override
    public void close() {
        PoolThreads present;
        synchronized (this) {
            closed = true;
            present = threads;
        }
        pools.values().forEach(Pool::close);
        pools.clear();
        if (present != null) {
            present.close();
        }
    }
}
