package luafcgid.ext.sql.lua;

import java.sql.SQLException;
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
    private final Grip grip;
    private final Statements statements;
    private boolean closed;

    Link(Library library, Target target, boolean secluded) {
        this.library = library;
        vendor = library.vendor();
        grip = new Grip(library, this, target, secluded);
        statements = new Statements(this);
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
            methods.method("getlastautoid", (self, arguments) -> self.statements.lastAutoId());
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
            return statements.execute(Parameters.text(sql), values, always, false);
        } catch (SQLException e) {
            return library.failure(vendor.executing(), e);
        }
    }

    /** As execute, but the rows are never all in memory, and cannot be counted or gone back in. */
    private Varargs stream(LuaValue sql, Varargs values) {
        Link side = this;
        if (vendor.streamsInTransaction() && grip.autocommit() && !grip.begun()) {
            side = new Link(library, grip.target(), false);
            side.grip.onlyReads();
        }
        try {
            return side.statements.execute(Parameters.text(sql), values, false, true);
        } catch (SQLException e) {
            return library.failure(vendor.executing(), e);
        }
    }

    private Varargs prepare(LuaValue sql) {
        try {
            statements.prepare(Parameters.text(sql));
            return library.wrap(new Prepared(this, sql));
        } catch (SQLException e) {
            return library.failure(vendor.executing(), e);
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
        } else if (statements.haveOpenCursors()) {
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
