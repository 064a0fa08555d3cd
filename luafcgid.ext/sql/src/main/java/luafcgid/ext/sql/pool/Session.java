package luafcgid.ext.sql.pool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A physical connection with its prepared statements. Used by one thread at a time. A statement that is in use is not in the
 * cache, so that nobody else executes it while its rows are read.
 */
public final class Session {
    private final Connection connection;
    private final int most;
    private final LinkedHashMap<String, PreparedStatement> prepared = new LinkedHashMap<>();

    Session(Connection connection, int most) {
        this.connection = connection;
        this.most = most;
    }

    public Connection connection() {
        return connection;
    }

    /** A prepared statement, to be given back by {@link #keep} or closed. */
    public PreparedStatement prepare(String sql, boolean keys) throws SQLException {
        PreparedStatement statement = prepared.remove(sql);
        return statement != null
                ? statement
                : connection.prepareStatement(
                        sql, keys ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS);
    }

    /** Takes a statement back whose rows were read and that did not fail. */
    public void keep(String sql, PreparedStatement statement) throws SQLException {
        statement.clearParameters();
        PreparedStatement other = prepared.put(sql, statement);
        if (other != null) {
            other.close();
        }
        if (prepared.size() > most) {
            Map.Entry<String, PreparedStatement> eldest =
                    prepared.entrySet().iterator().next();
            prepared.remove(eldest.getKey());
            eldest.getValue().close();
        }
    }

    /** Begins a transaction with the next statement. */
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    public boolean inTransaction() throws SQLException {
        return !connection.getAutoCommit();
    }

    /** Rolls back what is open, and leaves the connection as a new one. */
    void clean(boolean begun) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        } else if (begun) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }
        connection.clearWarnings();
    }

    void close() throws SQLException {
        prepared.clear();
        connection.close();
    }
}
