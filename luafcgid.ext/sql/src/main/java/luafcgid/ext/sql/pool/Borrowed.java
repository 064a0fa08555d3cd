package luafcgid.ext.sql.pool;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection in use. */
public final class Borrowed {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.sql");

    private final @Nullable Pool pool;
    private final Connection connection;
    private final Session session;

    /**
     * @param pool       where it belongs; null when it is private
     * @param connection as the pool knows it
     */
    Borrowed(@Nullable Pool pool, Connection connection, Session session) {
        this.pool = pool;
        this.connection = connection;
        this.session = session;
    }

    public Session session() {
        return session;
    }

    /**
     * Rolls back what is open and gives the connection back; one that cannot be cleaned is closed.
     *
     * @param begun whether a script's own BEGIN is open
     */
    public void giveBack(boolean begun) {
        if (pool == null) {
            discard();
            return;
        }
        try {
            session.clean(begun);
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection could not be rolled back", e);
            discard();
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection could not be given back", e);
        } finally {
            pool.leave();
        }
    }

    /** Rolls back, and keeps the connection. */
    public void rollBack(boolean begun) throws SQLException {
        session.clean(begun);
    }

    /** Closes the connection: it is broken, or nobody else may have it. */
    public void discard() {
        if (pool != null) {
            try {
                pool.evict(connection);
            } finally {
                pool.leave();
            }
            return;
        }
        try {
            session.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection could not be closed", e);
        }
    }
}
