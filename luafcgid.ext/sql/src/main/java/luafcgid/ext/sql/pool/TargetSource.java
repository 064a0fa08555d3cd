package luafcgid.ext.sql.pool;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes a pool's connections, one after the other, and knows how it failed last. */
final class TargetSource implements DataSource {
    private final Target target;
    private final PoolSettings settings;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Attempt attempt;

    private record Failure(SQLException reason, long when) {}

    /** One that has not ended. */
    private record Attempt(long begun) {}

    TargetSource(Target target, PoolSettings settings) {
        this.target = target;
        this.settings = settings;
    }

    /** Why the last attempt failed, if it did after {@code moment}. */
    @Nullable
    SQLException failureSince(long moment) {
        Failure last = failure;
        return last != null && last.when - moment > 0 ? last.reason : null;
    }

    /** Whether an attempt is under way that has not taken longer than {@code nanos}. */
    boolean isConnecting(long nanos) {
        Attempt last = attempt;
        return last != null && System.nanoTime() - last.begun < nanos;
    }

    @Override
    public Connection getConnection() throws SQLException {
        attempt = new Attempt(System.nanoTime());
        try {
            Connection made = PhysicalConnection.of(new Session(target.connect(), settings.statements()));
            failure = null;
            return made;
        } catch (SQLException e) {
            failure = new Failure(e, System.nanoTime());
            throw e;
        } finally {
            attempt = null;
        }
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    /** How long a closing pool waits for one who connects, in seconds. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("a logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
