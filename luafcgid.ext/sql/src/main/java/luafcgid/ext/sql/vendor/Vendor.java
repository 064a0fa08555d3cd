package luafcgid.ext.sql.vendor;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.Types;
import java.util.Set;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What is particular to the databases of one module. Shared by all states and threads. */
public abstract class Vendor {
    /** Rows that a driver fetches at once where it need not fetch all. */
    public static final int FETCH = 500;

    private final String name;
    private final String title;
    private final Set<Feature> features;

    Vendor(String name, String title, Set<Feature> features) {
        this.name = name;
        this.title = title;
        this.features = features;
    }

    /** Of the module, without {@code luasql.}, and of the function that makes environments. */
    public final String name() {
        return name;
    }

    /** As objects call themselves. */
    public final String title() {
        return title;
    }

    public final boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** What {@code connect} was given: itself, the environment, is the first argument. */
    public abstract Source source(StateContext state, Varargs arguments) throws SourceException;

    /** The driver for that; null when it is missing. */
    public abstract @Nullable Driver driver(Drivers drivers, Source source) throws SQLException;

    /** How to get the driver. */
    public abstract String remedy();

    /** Begins the message when connecting fails. */
    public String connecting() {
        return "";
    }

    /** Begins the message when a statement fails. */
    public String executing() {
        return "";
    }

    /** Begins the message when an object is misused. */
    public String misuse() {
        return "LuaSQL: ";
    }

    public String closedEnvironment() {
        return "Environment is already closed";
    }

    public String closedCursor() {
        return "cursor is already closed";
    }

    /** The message of the database itself. */
    public String message(SQLException e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.toString() : message;
    }

    /** Whether the connection is of no more use. */
    public boolean isBroken(SQLException e, Connection connection) {
        String state = e.getSQLState();
        boolean lost = state != null && (state.startsWith("08") || state.startsWith("57P0"));
        if (lost || e instanceof SQLNonTransientConnectionException || e instanceof SQLRecoverableException) {
            return true;
        }
        try {
            return connection.isClosed();
        } catch (SQLException closed) {
            return true;
        }
    }

    /** Whether a connection closes although cursors are open, which go on. */
    public boolean closesWithCursors() {
        return false;
    }

    /** Whether switching autocommit on commits what is open. */
    public boolean commitsWithAutocommit() {
        return true;
    }

    /** What commit and rollback answer when no transaction can be open; null for an error as SQLite's. */
    public @Nullable Boolean withoutTransaction() {
        return true;
    }

    /** Whether a statement that changes no rows reports the count of the one before it. */
    public boolean repeatsCounts() {
        return false;
    }

    /** Rows that the driver shall fetch at once; 0 for all. */
    public int fetchSize(boolean stream, boolean transaction) {
        return stream || transaction ? FETCH : 0;
    }

    /** Whether rows are fetched bit by bit only within a transaction. */
    public boolean streamsInTransaction() {
        return false;
    }

    /** How many parameters the statement has; -1 when it would cost a question to the server. */
    public int parameters(PreparedStatement statement) throws SQLException {
        return -1;
    }

    public void bind(PreparedStatement statement, int index, LuaValue value) throws SQLException {
        switch (value.type()) {
            case LuaValue.TNIL -> statement.setNull(index, Types.NULL);
            case LuaValue.TBOOLEAN -> statement.setBoolean(index, value.toboolean());
            case LuaValue.TNUMBER -> bindNumber(statement, index, value);
            default -> bindText(statement, index, value.checkstring());
        }
    }

    void bindNumber(PreparedStatement statement, int index, LuaValue number) throws SQLException {
        double value = number.todouble();
        if (Numbers.isLong(value)) {
            statement.setLong(index, (long) value);
        } else {
            statement.setDouble(index, value);
        }
    }

    private static void bindText(PreparedStatement statement, int index, LuaString string) throws SQLException {
        String text = Text.java(string);
        if (text == null) {
            statement.setBytes(index, Text.bytes(string));
        } else {
            statement.setString(index, text);
        }
    }

    /** How this result's columns are read, asked once for each; what it means is the vendor's own. */
    public int kind(ResultSetMetaData columns, int column) throws SQLException {
        return 0;
    }

    public LuaValue value(ResultSet row, int column, int kind) throws SQLException {
        return Numbers.nativeValue(row, column);
    }

    /** Types of columns as scripts read them; null where they cost too much to be asked for beforehand. */
    public String @Nullable [] types(ResultSetMetaData columns) throws SQLException {
        return describe(columns);
    }

    /** The same at any cost. */
    public String[] describe(ResultSetMetaData columns) throws SQLException {
        String[] types = new String[columns.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = type(columns, i + 1);
        }
        return types;
    }

    String type(ResultSetMetaData columns, int column) throws SQLException {
        return columns.getColumnTypeName(column);
    }

    /** For use between quotes. */
    public LuaString escape(LuaString string) {
        return Escape.doubling(string);
    }

    /** A query for the last automatic key; null where the statement itself tells. */
    public @Nullable String lastAutoId() {
        return null;
    }
}
