package luafcgid.ext.sql.vendor;

import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code luasql.mysql}: MySQL and MariaDB. Values are what the server sends as text. */
public final class Mysql extends Vendor {
    private static final int PLAIN = 0;
    private static final int BYTES = 1;
    private static final int FOUND_ROWS = 1 << 1;
    private static final int MULTI_STATEMENTS = 1 << 16;
    private static final int BYTES_PER_CHARACTER = 4;

    private final long waitMillis;

    /** @param waitMillis how long connecting may take */
    public Mysql(long waitMillis) {
        super("mysql", "MySQL", EnumSet.allOf(Feature.class));
        this.waitMillis = waitMillis;
    }

    @Override
    public Source source(StateContext state, Varargs arguments) throws SourceException {
        String database = Text.argument(arguments, 2);
        String user = Text.argument(arguments, 3, System.getProperty("user.name", "root"));
        String password = Text.argument(arguments, 4, "");
        String host = Text.argument(arguments, 5, "localhost");
        int number = arguments.optint(6, 0);
        String port = number == 0 ? "3306" : Integer.toString(number);
        String socket = Text.argument(arguments, 7, "");
        long flags = arguments.optlong(8, 0);
        Address.check(host, port);
        if (database.matches(".*[?&/#;].*")) {
            throw new SourceException("'" + database + "' is no name of a database");
        }
        Map<String, String> properties = new HashMap<>();
        properties.put("user", user);
        properties.put("password", password);
        properties.put("connectTimeout", Long.toString(waitMillis));
        properties.put("tinyInt1isBit", "false");
        properties.put("yearIsDateType", "false");
        properties.put("allowLocalInfile", "false");
        properties.put("allowMultiQueries", Boolean.toString((flags & MULTI_STATEMENTS) != 0));
        properties.put("useAffectedRows", Boolean.toString((flags & FOUND_ROWS) == 0));
        if (!socket.isEmpty()) {
            properties.put("localSocket", socket);
        }
        return Source.shared("jdbc:mariadb://" + Address.inUrl(host) + ":" + port + "/" + database, properties);
    }

    @Override
    public @Nullable Driver driver(Drivers drivers, Source source) throws SQLException {
        return drivers.named("org.mariadb.jdbc.Driver");
    }

    @Override
    public String remedy() {
        return "no driver for MySQL: copy available/luafcgid.ext.mariadb.jar to ext/";
    }

    @Override
    public String connecting() {
        return "error connecting to database. MySQL: ";
    }

    @Override
    public String executing() {
        return "error executing query. MySQL: ";
    }

    @Override
    public String misuse() {
        return "";
    }

    @Override
    public String closedCursor() {
        return "Cursor is already closed";
    }

    /** Without the number of the connection. */
    @Override
    public String message(SQLException e) {
        return super.message(e).replaceFirst("^\\(conn=-?\\d+\\) ", "");
    }

    @Override
    public boolean closesWithCursors() {
        return true;
    }

    /** Whole results are kept, since scripts may go back in them. */
    @Override
    public int fetchSize(boolean stream, boolean transaction) {
        return stream ? FETCH : 0;
    }

    @Override
    public int kind(ResultSetMetaData columns, int column) throws SQLException {
        return switch (columns.getColumnType(column)) {
            case Types.BIT,
                    Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY,
                    Types.BLOB,
                    Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.CLOB -> BYTES;
            default -> PLAIN;
        };
    }

    @Override
    public LuaValue value(ResultSet row, int column, int kind) throws SQLException {
        if (kind == BYTES) {
            byte[] bytes = row.getBytes(column);
            return bytes == null ? LuaValue.NIL : LuaString.valueUsing(bytes);
        }
        String text = row.getString(column);
        return text == null ? LuaValue.NIL : Text.lua(text);
    }

    /** The driver's type for TEXT is that of VARCHAR. */
    @Override
    String type(ResultSetMetaData columns, int column) throws SQLException {
        long precision = columns.getPrecision(column);
        String name = columns.getColumnTypeName(column).toUpperCase(Locale.ROOT);
        if (name.endsWith("BLOB")) {
            return "binary(" + precision + ")";
        }
        if (name.endsWith("TEXT")) {
            return "binary(" + precision * BYTES_PER_CHARACTER + ")";
        }
        return switch (columns.getColumnType(column)) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> "string(" + precision * BYTES_PER_CHARACTER + ")";
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> "string(" + precision + ")";
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.FLOAT, Types.REAL, Types.DOUBLE ->
                "number(" + precision + ")";
            case Types.DATE, Types.TIME, Types.TIMESTAMP -> name.toLowerCase(Locale.ROOT) + "(" + precision + ")";
            case Types.NULL -> "null(0)";
            default -> "undefined(" + precision + ")";
        };
    }

    @Override
    public LuaString escape(LuaString string) {
        return Escape.backslash(string);
    }
}
