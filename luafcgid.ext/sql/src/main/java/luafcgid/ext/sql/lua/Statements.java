package luafcgid.ext.sql.lua;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import luafcgid.ext.sql.pool.Session;
import luafcgid.ext.sql.vendor.Feature;
import luafcgid.ext.sql.vendor.Vendor;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Executes a link's statements. */
final class Statements {
    private final Link link;
    private final Library library;
    private final Vendor vendor;
    private final Grip grip;
    private final Parameters parameters;
    /** Those that a script still has. */
    private final Set<Cursor> cursors = Collections.newSetFromMap(new WeakHashMap<>());

    private LuaValue lastAutoId = LuaValue.ZERO;

    Statements(Link link) {
        this.link = link;
        library = link.library();
        vendor = library.vendor();
        grip = link.grip();
        parameters = new Parameters(vendor);
    }

    LuaValue lastAutoId() {
        return lastAutoId;
    }

    boolean haveOpenCursors() {
        return cursors.stream().anyMatch(cursor -> !cursor.isClosed());
    }

    private boolean makesKeys(Effect effect) {
        return effect == Effect.INSERTS && vendor.has(Feature.LAST_AUTO_ID);
    }

    /** Has the database look at a statement that is to be executed later. */
    void prepare(String sql) throws SQLException {
        try {
            Execution.prepared(grip.hold(sql), sql, makesKeys(Effect.of(sql))).finish(true);
        } catch (SQLException e) {
            if (grip.isBroken(e)) {
                grip.lose();
            }
            throw e;
        } finally {
            grip.settle();
        }
    }

    /**
     * Executes a statement.
     *
     * @param always whether it is prepared although it has no parameters
     * @param stream whether its rows are never to be in memory all at once
     */
    Varargs execute(String sql, Varargs values, boolean always, boolean stream) throws SQLException {
        Effect effect = Effect.of(sql);
        boolean keys = makesKeys(effect);
        boolean prepared = always || values.narg() > 0;
        Execution execution = null;
        Settings before = effect == Effect.SETS ? grip.setAhead(sql) : null;
        boolean fine = false;
        try {
            Session session = grip.hold(sql);
            execution = prepared ? Execution.prepared(session, sql, keys) : Execution.plain(session, sql);
            if (prepared && execution.statement() instanceof PreparedStatement ready) {
                parameters.bind(ready, sql, values);
            }
            Varargs result = execute(execution, keys, stream);
            if (before == null) {
                grip.executed(effect, sql);
            }
            fine = true;
            return result;
        } catch (SQLException e) {
            if (grip.isBroken(e)) {
                grip.lose();
            }
            throw e;
        } finally {
            if (!fine) {
                if (execution != null) {
                    execution.finish(false);
                }
                if (before != null) {
                    grip.settings(before);
                }
            }
            grip.settle();
        }
    }

    private Varargs execute(Execution execution, boolean keys, boolean stream) throws SQLException {
        Statement statement = execution.statement();
        int fetch = vendor.fetchSize(stream, !grip.autocommit());
        if (statement.getFetchSize() != fetch) {
            statement.setFetchSize(fetch);
        }
        Execution running = execution;
        if (library.run(execution, () -> running.execute(keys))) {
            return cursor(execution, statement.getResultSet(), stream);
        }
        long count = statement.getLargeUpdateCount();
        if (keys) {
            lastAutoId = AutoId.after(execution, vendor, lastAutoId);
        }
        execution.finish(true);
        if (vendor.repeatsCounts() && !Effect.changesRows(execution.sql())) {
            count = 0;
        }
        return LuaInteger.valueOf(Math.max(0, count));
    }

    private Varargs cursor(Execution execution, ResultSet result, boolean stream) throws SQLException {
        boolean kept = vendor.has(Feature.SEEK) && !stream;
        Rows rows = new Rows(vendor, result, kept);
        Cursor cursor = new Cursor(link, execution, rows, stream);
        if (vendor.has(Feature.NEXT_RESULT) && MoreResults.mayFollow(execution.sql())) {
            cursor.readEverything();
        } else {
            cursor.readAhead(Rows.AHEAD);
        }
        cursors.add(cursor);
        return library.wrap(cursor);
    }
}
