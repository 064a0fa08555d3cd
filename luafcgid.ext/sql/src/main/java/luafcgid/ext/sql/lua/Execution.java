package luafcgid.ext.sql.lua;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import luafcgid.ext.sql.pool.Session;

/** A statement from its preparation until its rows were read. */
final class Execution {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.sql");

    private final Session session;
    private final String sql;
    private final Statement statement;
    private final boolean prepared;
    private boolean finished;

    private Execution(Session session, String sql, Statement statement, boolean prepared) {
        this.session = session;
        this.sql = sql;
        this.statement = statement;
        this.prepared = prepared;
    }

    static Execution prepared(Session session, String sql, boolean keys) throws SQLException {
        return new Execution(session, sql, session.prepare(sql, keys), true);
    }

    static Execution plain(Session session, String sql) throws SQLException {
        return new Execution(session, sql, session.connection().createStatement(), false);
    }

    Session session() {
        return session;
    }

    String sql() {
        return sql;
    }

    Statement statement() {
        return statement;
    }

    /** As {@link Statement#execute}. */
    boolean execute(boolean keys) throws SQLException {
        if (statement instanceof PreparedStatement ready && prepared) {
            return ready.execute();
        }
        return keys ? statement.execute(sql, Statement.RETURN_GENERATED_KEYS) : statement.execute(sql);
    }

    /** @param fine whether the statement can be executed again */
    void finish(boolean fine) {
        if (finished) {
            return;
        }
        finished = true;
        try {
            if (fine && prepared && statement instanceof PreparedStatement ready) {
                session.keep(sql, ready);
            } else {
                statement.close();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a statement could not be closed", e);
        }
    }
}
