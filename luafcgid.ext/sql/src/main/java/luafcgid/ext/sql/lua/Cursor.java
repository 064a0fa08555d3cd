package luafcgid.ext.sql.lua;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import luafcgid.ext.sql.pool.Session;
import luafcgid.ext.sql.vendor.Feature;
import luafcgid.ext.sql.vendor.Text;
import luafcgid.ext.sql.vendor.Vendor;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** LuaSQL's cursor. It holds a connection only as long as it has rows to read. */
final class Cursor implements SqlObject {
    private static final Varargs NO_WAY_BACK = Failure.of("a stream's rows cannot be counted or gone back in");

    private final Link link;
    private final Execution execution;
    private final boolean stream;
    private final MoreResults more = new MoreResults();
    private Rows rows;
    private @Nullable LuaTable names;
    private @Nullable LuaTable types;
    private boolean closed;

    Cursor(Link link, Execution execution, Rows rows, boolean stream) {
        this.link = link;
        this.execution = execution;
        this.rows = rows;
        this.stream = stream;
    }

    static Methods<Cursor> methods(Vendor vendor) {
        Methods<Cursor> methods = new Methods<>(Cursor.class, vendor.title() + " cursor", vendor.misuse())
                .method("fetch", Cursor::fetch)
                .method("getcolnames", (self, arguments) -> self.names())
                .method("getcoltypes", (self, arguments) -> self.types())
                .always("close", (self, arguments) -> self.close())
                .always("__close", (self, arguments) -> self.close())
                .always("__gc", (self, arguments) -> self.close());
        if (vendor.has(Feature.ROW_COUNT)) {
            methods.method("numrows", (self, arguments) -> self.count());
        }
        if (vendor.has(Feature.SEEK)) {
            methods.method("seek", (self, arguments) -> self.seek(arguments.checklong(2)));
        }
        if (vendor.has(Feature.NEXT_RESULT)) {
            methods.method("nextresult", (self, arguments) -> self.nextResult());
            methods.method("hasnextresult", (self, arguments) -> LuaValue.valueOf(!self.more.isEmpty()));
        }
        return methods;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    String sql() {
        return execution.sql();
    }

    /** Reads rows, and lets the connection go after the last one. The link's grip is settled afterwards. */
    void readAhead(long most) throws SQLException {
        link.library().run(execution, () -> {
            rows.read(most);
            return Boolean.TRUE;
        });
        if (rows.isComplete()) {
            done(true);
        } else {
            link.grip().add(this);
        }
    }

    /** Reads all rows of all results. */
    void readEverything() throws SQLException {
        link.library().run(execution, () -> {
            rows.read(Long.MAX_VALUE);
            more.read(execution.statement(), link.library().vendor());
            return Boolean.TRUE;
        });
        done(true);
    }

    private void done(boolean fine) {
        execution.finish(fine);
        link.grip().remove(this);
    }

    /** Its connection goes: reads the rest, or closes when that fails. */
    void detach() {
        try {
            readAhead(Long.MAX_VALUE);
        } catch (SQLException e) {
            kill();
        }
    }

    /** Closes without a word to the link. */
    void kill() {
        closed = true;
        done(false);
    }

    private Varargs fetch(Varargs arguments) {
        try {
            if (!rows.isReady()) {
                readMore(stream ? Vendor.FETCH : Rows.AHEAD);
            }
        } catch (SQLException e) {
            return failed(e);
        }
        LuaValue[] row = rows.next();
        if (row == null) {
            close();
            return LuaValue.NIL;
        }
        if (!arguments.arg(2).istable()) {
            return LuaValue.varargsOf(row);
        }
        return fill(arguments.checktable(2), row, arguments.arg(3));
    }

    private LuaValue fill(LuaTable table, LuaValue[] row, LuaValue mode) {
        LuaString modes = mode.isnil() ? null : mode.checkstring();
        if (modes == null || modes.indexOf((byte) 'n', 0) >= 0) {
            for (int i = 0; i < row.length; i++) {
                table.rawset(i + 1, row[i]);
            }
        }
        if (modes != null && modes.indexOf((byte) 'a', 0) >= 0) {
            LuaString[] keys = rows.names();
            for (int i = 0; i < row.length; i++) {
                table.rawset(keys[i], row[i]);
            }
        }
        return table;
    }

    private void readMore(long most) throws SQLException {
        try {
            readAhead(most);
        } finally {
            if (rows.isComplete()) {
                link.grip().settle();
            }
        }
    }

    private Varargs failed(SQLException e) {
        Grip grip = link.grip();
        boolean broken = grip.isBroken(e);
        kill();
        if (broken) {
            grip.lose();
        }
        grip.settle();
        return link.library().failure(link.library().vendor().executing(), e);
    }

    private Varargs close() {
        if (closed) {
            return Failure.refusal(link.library().vendor().closedCursor());
        }
        closed = true;
        try {
            rows.close();
            done(true);
        } catch (SQLException e) {
            done(false);
        }
        link.grip().settle();
        return LuaValue.TRUE;
    }

    private LuaTable names() {
        LuaTable table = names;
        if (table == null) {
            table = new LuaTable();
            LuaString[] all = rows.names();
            for (int i = 0; i < all.length; i++) {
                table.rawset(i + 1, all[i]);
            }
            names = table;
        }
        return table;
    }

    private Varargs types() {
        LuaTable table = types;
        if (table == null) {
            try {
                String[] known = rows.types();
                table = new LuaTable();
                String[] all = known == null ? ask() : known;
                for (int i = 0; i < all.length; i++) {
                    table.rawset(i + 1, all[i] == null ? LuaValue.NIL : Text.lua(all[i]));
                }
                types = table;
            } catch (SQLException e) {
                return link.library().failure("", e);
            }
        }
        return table;
    }

    private String[] ask() throws SQLException {
        Grip grip = link.grip();
        try {
            Session session = grip.hold(sql());
            try (PreparedStatement statement = session.connection().prepareStatement(sql())) {
                return link.library().vendor().describe(statement.getMetaData());
            }
        } finally {
            grip.settle();
        }
    }

    private Varargs count() {
        if (stream) {
            return NO_WAY_BACK;
        }
        try {
            if (!rows.isComplete()) {
                readMore(Long.MAX_VALUE);
            }
            return LuaInteger.valueOf(rows.count());
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private Varargs seek(long row) {
        if (stream) {
            return NO_WAY_BACK;
        }
        Varargs counted = count();
        if (!closed) {
            rows.seek(Math.max(0, row));
            return LuaValue.NONE;
        }
        return counted;
    }

    private Varargs nextResult() {
        Rows next = more.next();
        if (next == null) {
            return more.refusal();
        }
        rows = next;
        names = null;
        types = null;
        return LuaValue.TRUE;
    }
}
