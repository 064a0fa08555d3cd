package luafcgid.ext.sql.lua;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;
import luafcgid.ext.sql.pool.Borrowed;
import luafcgid.ext.sql.pool.Session;
import luafcgid.ext.sql.pool.Target;
import luafcgid.lua.StateContext.Registration;
import org.jspecify.annotations.Nullable;

/**
 * A link's hold on a physical connection: for a statement, a transaction or a cursor whose rows are not all here, and no longer. A
 * database that is the link's own is held until the link closes.
 */
final class Grip {
    private final Library library;
    private final Link link;
    private final boolean secluded;
    private final Set<Cursor> cursors = new LinkedHashSet<>();
    private Settings settings = new Settings();
    private Target target;
    private @Nullable Borrowed held;
    private @Nullable Registration ending;
    private boolean autocommit = true;
    /** A script's own BEGIN is open. */
    private boolean begun;
    /** Without autocommit: something was executed since the last commit. */
    private boolean dirty;
    /** Its transactions are for reading bit by bit, and end with the last cursor. */
    private boolean onlyReading;

    /** Nobody else may have the connection any more. */
    private boolean tainted;
    /** The connection has something of the script's that no other has. */
    private boolean bound;

    private String last = "";

    Grip(Library library, Link link, Target target, boolean secluded) {
        this.library = library;
        this.link = link;
        this.target = target;
        this.secluded = secluded;
    }

    boolean autocommit() {
        return autocommit;
    }

    boolean begun() {
        return begun;
    }

    boolean inTransaction() {
        return begun || (!autocommit && dirty && !onlyReading);
    }

    Target target() {
        return target;
    }

    /** To be said before the first statement. */
    void onlyReads() {
        autocommit = false;
        onlyReading = true;
    }

    /** A connection for the statement. To be followed by {@link #settle}. */
    Session hold(String sql) throws SQLException {
        Borrowed current = held;
        if (current == null) {
            current = secluded ? library.open(link, target) : library.borrow(target);
            held = current;
        }
        Session session = current.session();
        if (!autocommit) {
            if (!session.inTransaction()) {
                session.begin();
            }
            dirty = true;
        }
        last = sql;
        return session;
    }

    /** A statement was executed. */
    void executed(Effect effect, String sql) throws SQLException {
        switch (effect) {
            case BEGINS -> begun = autocommit;
            case ENDS -> begun = false;
            case BINDS -> {
                bound = !secluded;
                tainted = bound;
            }
            case SETS -> {
                if (!secluded) {
                    // One that was rolled back would be no setting.
                    tainted = true;
                    settings(settings.with(sql));
                }
            }
            default -> {}
        }
    }

    /**
     * Has the next connection be one that is set up so, where it makes no difference that it executes the statement twice: such
     * connections are kept, one that is set up later is not.
     *
     * @return what was set up before; null when it has to be executed first
     */
    @Nullable
    Settings setAhead(String sql) throws SQLException {
        if (held != null || secluded || !Settings.isRepeatable(sql)) {
            return null;
        }
        Settings before = settings;
        settings(settings.with(sql));
        return before;
    }

    void settings(Settings now) {
        settings = now;
        target = target.with(now.list());
    }

    void add(Cursor cursor) {
        cursors.add(cursor);
    }

    void remove(Cursor cursor) {
        cursors.remove(cursor);
    }

    /** Lets the connection go unless something needs it. */
    void settle() {
        if (held == null) {
            return;
        }
        if (inTransaction() || bound || !cursors.isEmpty()) {
            if (ending == null) {
                library.holds(link);
                ending = library.state().onRequestEnd(this::requestEnds);
            }
            return;
        }
        forgetEnding();
        if (!secluded) {
            release();
        }
    }

    private void forgetEnding() {
        Registration registration = ending;
        if (registration != null) {
            registration.close();
            ending = null;
        }
        library.released(link);
    }

    private void release() {
        Borrowed current = held;
        held = null;
        if (current != null) {
            if (tainted) {
                current.discard();
            } else {
                current.giveBack(begun);
            }
        }
        tainted = false;
        bound = false;
        begun = false;
        dirty = false;
    }

    /** Ends the transaction with {@code COMMIT} or {@code ROLLBACK}. */
    void end(boolean commit) throws SQLException {
        Borrowed current = held;
        if (current == null) {
            return;
        }
        if (begun) {
            try (Statement statement = current.session().connection().createStatement()) {
                statement.execute(commit ? "COMMIT" : "ROLLBACK");
            }
            begun = false;
        } else if (commit) {
            current.session().connection().commit();
        } else {
            current.session().connection().rollback();
        }
        dirty = false;
    }

    void autocommit(boolean on) throws SQLException {
        Borrowed current = held;
        if (current != null && current.session().inTransaction() == on) {
            current.session().connection().setAutoCommit(on);
        }
        if (begun && !on) {
            // It goes on as the driver's.
            begun = false;
            dirty = true;
        }
        autocommit = on;
    }

    /** Has cursors read what they have not, since their connection goes. */
    void detachCursors() {
        for (Cursor cursor : Set.copyOf(cursors)) {
            cursor.detach();
        }
    }

    private void requestEnds() {
        ending = null;
        if (library.keeping()) {
            return;
        }
        if (!cursors.isEmpty()) {
            library.report("a cursor", cursors.iterator().next().sql());
        }
        if (inTransaction()) {
            library.report("a transaction", last);
        }
        abandon();
    }

    /** Closes cursors, rolls back and lets go. */
    void abandon() {
        for (Cursor cursor : Set.copyOf(cursors)) {
            cursor.kill();
        }
        cursors.clear();
        forgetEnding();
        Borrowed current = held;
        if (secluded && current != null && !link.isClosed()) {
            try {
                current.rollBack(begun);
                begun = false;
                dirty = false;
            } catch (SQLException e) {
                lose();
            }
        } else {
            release();
        }
    }

    /** The link closes. */
    void close() {
        Borrowed current = held;
        if (secluded && current != null) {
            library.forget(current);
        }
        abandon();
    }

    /** The connection broke. */
    void lose() {
        tainted = true;
        for (Cursor cursor : Set.copyOf(cursors)) {
            cursor.kill();
        }
        cursors.clear();
        forgetEnding();
        release();
    }

    boolean isBroken(SQLException e) {
        Borrowed current = held;
        return current != null && library.vendor().isBroken(e, current.session().connection());
    }
}
