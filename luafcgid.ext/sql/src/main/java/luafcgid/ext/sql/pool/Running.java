package luafcgid.ext.sql.pool;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;

/** A statement that runs. The monitor is held while it is cancelled, so that the next one on its connection is spared. */
public final class Running {
    private static final System.Logger LOG = System.getLogger("luafcgid.ext.sql");

    private final Session session;
    private final Statement statement;
    private boolean ended;

    public Running(Session session, Statement statement) {
        this.session = session;
        this.statement = statement;
    }

    public synchronized void end() {
        ended = true;
    }

    synchronized void cancel() {
        if (!ended) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "a statement could not be cancelled", e);
            }
        }
    }

    synchronized void cut(Executor executor) {
        if (!ended) {
            try {
                session.connection().abort(executor);
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "a connection could not be cut", e);
            }
        }
    }
}
