package luafcgid.ext.sql.lua;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import luafcgid.ext.sql.pool.Session;
import luafcgid.ext.sql.pool.Target;
import luafcgid.ext.sql.vendor.Feature;
import luafcgid.ext.sql.vendor.Vendor;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** LuaSQL's connection: a handle that borrows a physical one when it needs it. */
final class Link implements SqlObject {
    private static final String NO_TRANSACTION = " - no transaction is active";
    private static final int PING_SECONDS = 2;

    private final Library library;
    private final Vendor vendor;
    private final Parameters parameters;
    private final Grip grip;
    /** Those that a script still has. */
    private final Set<Cursor> cursors = Collections.newSetFromMap(new WeakHashMap<>());

    private LuaValue lastAutoId = LuaValue.ZERO;
    private boolean closed;

    Link(Library library, Target target, boolean secluded) {
        this.library = library;
        vendor = library.vendor();
        parameters = new Parameters(vendor);
        grip = new Grip(library, this, target, secluded);
    }

    static Methods<Link> methods(Vendor vendor) {
        Methods<Link> methods = new Methods<>(Link.class, vendor.title() + " connection", vendor.misuse())
                .method("execute", (self, arguments) -> self.execute(arguments.arg(2), arguments.subargs(3), false))
                .method("prepare", (self, arguments) -> self.prepare(arguments.arg(2)))
                .method("stream", (self, arguments) -> self.stream(arguments.arg(2), arguments.subargs(3)))
                .method("commit", (self, arguments) -> self.end(true))
                .method("rollback", (self, arguments) -> self.end(false))
                .method(
                        "setautocommit",
                        (self, arguments) -> self.autocommit(arguments.arg(2).toboolean()))
                .always("ping", (self, arguments) -> self.ping())
                .always("close", (self, arguments) -> self.close())
                .always("__close", (self, arguments) -> self.finish())
                .always("__gc", (self, arguments) -> self.finish());
        if (vendor.has(Feature.ESCAPE)) {
            methods.method("escape", (self, arguments) -> vendor.escape(arguments.checkstring(2)));
        }
        if (vendor.has(Feature.LAST_AUTO_ID)) {
            methods.method("getlastautoid", (self, arguments) -> self.lastAutoId);
        }
        return methods;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    Library library() {
        return library;
    }

    Grip grip() {
        return grip;
    }

    /** Finds out whether there is a connection to be had. */
    void connect() throws SQLException {
        grip.hold("");
        grip.settle();
    }

    /** @param always whether the statement is prepared although it has no parameters */
    Varargs execute(LuaValue sql, Varargs values, boolean always) {
        try {
            return execute(Parameters.text(sql), values, always, false);
        } catch (SQLException e) {
            return library.failure(vendor.executing(), e);
        }
    }

    private Varargs execute(String sql, Varargs values, boolean always, boolean stream) throws SQLException {
        Effect effect = Effect.of(sql);
        boolean keys = effect == Effect.INSERTS && vendor.has(Feature.LAST_AUTO_ID);
        boolean prepared = always || values.narg() > 0;
        Execution execution = null;
        boolean fine = false;
        try {
            Session session = grip.hold(sql);
            execution = prepared ? Execution.prepared(session, sql, keys) : Execution.plain(session, sql);
            if (prepared && execution.statement() instanceof PreparedStatement ready) {
                parameters.bind(ready, sql, values);
            }
            Varargs result = execute(execution, keys, stream);
            grip.executed(effect, sql);
            fine = true;
            return result;
        } catch (SQLException e) {
            if (grip.isBroken(e)) {
                grip.lose();
            }
            throw e;
        } finally {
            if (!fine && execution != null) {
                execution.finish(false);
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
        return LuaValue.valueOf((double) Math.max(0, count));
    }

    private Varargs cursor(Execution execution, ResultSet result, boolean stream) throws SQLException {
        boolean kept = vendor.has(Feature.SEEK) && !stream;
        Rows rows = new Rows(vendor, result, kept);
        Cursor cursor = new Cursor(this, execution, rows, stream);
        if (vendor.has(Feature.NEXT_RESULT) && MoreResults.mayFollow(execution.sql())) {
            cursor.readEverything();
        } else {
            cursor.readAhead(Rows.AHEAD);
        }
        cursors.add(cursor);
        return library.wrap(cursor);
    }

    /** As execute, but the rows are never all in memory, and cannot be counted or gone back in. */
    private Varargs stream(LuaValue sql, Varargs values) {
        Link side = this;
        if (vendor.streamsInTransaction() && grip.autocommit() && !grip.begun()) {
            side = new Link(library, grip.target(), false);
            side.grip.onlyReads();
        }
        try {
            return side.execute(Parameters.text(sql), values, false, true);
        } catch (SQLException e) {
            return library.failure(vendor.executing(), e);
        }
    }

    private Varargs prepare(LuaValue sql) {
        try {
            String text = Parameters.text(sql);
            Execution execution = Execution.prepared(
                    grip.hold(text), text, Effect.of(text) == Effect.INSERTS && vendor.has(Feature.LAST_AUTO_ID));
            execution.finish(true);
            return library.wrap(new Prepared(this, sql));
        } catch (SQLException e) {
            return library.failure(vendor.executing(), e);
        } finally {
            grip.settle();
        }
    }

    private Varargs end(boolean commit) {
        if (grip.autocommit() && !grip.begun()) {
            Boolean answer = vendor.withoutTransaction();
            return answer == null
                    ? Failure.of("cannot " + (commit ? "commit" : "rollback") + NO_TRANSACTION)
                    : LuaValue.valueOf(answer);
        }
        try {
            if (vendor.streamsInTransaction()) {
                grip.detachCursors();
            }
            library.state().aboutToBlock();
            grip.end(commit);
            return LuaValue.TRUE;
        } catch (SQLException e) {
            if (grip.isBroken(e)) {
                grip.lose();
            }
            return library.failure("", e);
        } finally {
            grip.settle();
        }
    }

    private Varargs autocommit(boolean on) {
        if (!on && grip.begun() && vendor.withoutTransaction() == null) {
            throw new LuaError("LuaSQL: cannot start a transaction within a transaction");
        }
        try {
            if (on && grip.inTransaction()) {
                grip.detachCursors();
                library.state().aboutToBlock();
                grip.end(vendor.commitsWithAutocommit());
            }
            grip.autocommit(on);
            return LuaValue.TRUE;
        } catch (SQLException e) {
            if (grip.isBroken(e)) {
                grip.lose();
            }
            return library.failure("", e);
        } finally {
            grip.settle();
        }
    }

    private Varargs ping() {
        if (closed) {
            return LuaValue.FALSE;
        }
        try {
            Session session = grip.hold("ping");
            library.state().aboutToBlock();
            if (session.connection().isValid(PING_SECONDS)) {
                return LuaValue.TRUE;
            }
            grip.lose();
            return LuaValue.FALSE;
        } catch (SQLException e) {
            library.state().safepoint();
            return LuaValue.FALSE;
        } finally {
            grip.settle();
        }
    }

    private Varargs close() {
        if (closed) {
            return Failure.refusal("Connection is already closed");
        }
        if (vendor.closesWithCursors()) {
            grip.detachCursors();
        } else if (cursors.stream().anyMatch(cursor -> !cursor.isClosed())) {
            return Failure.refusal("There are open cursors");
        }
        return finish();
    }

    private Varargs finish() {
        if (!closed) {
            closed = true;
            grip.close();
        }
        return LuaValue.TRUE;
    }

    /** The state closes. */
    void abandon() {
        finish();
    }
}
