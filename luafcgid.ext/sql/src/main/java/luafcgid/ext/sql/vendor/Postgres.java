package luafcgid.ext.sql.vendor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code luasql.postgres}. Values are what the server sends as text. */
public final class Postgres extends Vendor {
    private static final int PLAIN = 0;
    private static final int BYTEA = 1;

    private final long waitMillis;

    /** @param waitMillis how long connecting may take */
    public Postgres(long waitMillis) {
        super("postgres", "PostgreSQL", EnumSet.of(Feature.ESCAPE, Feature.ROW_COUNT));
        this.waitMillis = waitMillis;
    }

    @Override
    public Source source(StateContext state, Varargs arguments) throws SourceException {
        Map<String, String> info = new HashMap<>(ConnectionInfo.parse(Text.argument(arguments, 2)));
        put(info, "user", arguments, 3);
        put(info, "password", arguments, 4);
        put(info, "host", arguments, 5);
        put(info, "port", arguments, 6);
        String user = taken(info, "user", System.getProperty("user.name", "postgres"));
        String address = taken(info, "hostaddr", "");
        String name = taken(info, "host", "localhost");
        String host = address.isEmpty() ? name : address;
        String port = taken(info, "port", "5432");
        String database = taken(info, "dbname", user);
        if (host.startsWith("/")) {
            throw new SourceException(
                    "the host '" + host + "' is a Unix socket: name a host that listens on TCP, as localhost");
        }
        Address.check(host, port);
        Map<String, String> properties = new HashMap<>();
        properties.put("user", user);
        // Text as the server makes it, and parameters of whatever type it expects.
        properties.put("binaryTransfer", "false");
        properties.put("stringtype", "unspecified");
        properties.put("tcpKeepAlive", "true");
        properties.put("ApplicationName", taken(info, "application_name", "luafcgid"));
        properties.put("connectTimeout", taken(info, "connect_timeout", seconds(waitMillis)));
        rename(info, "password", properties, "password");
        rename(info, "sslmode", properties, "sslmode");
        rename(info, "options", properties, "options");
        rename(info, "sslrootcert", properties, "sslrootcert");
        if (!info.isEmpty()) {
            throw new SourceException(
                    "unknown connection option \"" + info.keySet().iterator().next() + "\"");
        }
        String encoded = URLEncoder.encode(database, StandardCharsets.UTF_8);
        return Source.shared("jdbc:postgresql://" + Address.inUrl(host) + ":" + port + "/" + encoded, properties);
    }

    private static String seconds(long millis) {
        return Long.toString(Math.max(1, millis / 1000));
    }

    private static void put(Map<String, String> info, String key, Varargs arguments, int index) throws SourceException {
        if (!arguments.arg(index).isnil()) {
            info.put(key, Text.argument(arguments, index));
        }
    }

    private static String taken(Map<String, String> info, String key, String missing) {
        String value = info.remove(key);
        return value == null || value.isEmpty() ? missing : value;
    }

    private static void rename(Map<String, String> info, String key, Map<String, String> properties, String name) {
        String value = info.remove(key);
        if (value != null) {
            properties.put(name, value);
        }
    }

    @Override
    public @Nullable Driver driver(Drivers drivers, Source source) throws SQLException {
        return drivers.named("org.postgresql.Driver");
    }

    @Override
    public String remedy() {
        return "no driver for PostgreSQL: copy available/postgresql.jar to ext/";
    }

    @Override
    public String connecting() {
        return "error connecting to database. PostgreSQL: ";
    }

    @Override
    public String executing() {
        return "error executing statement. PostgreSQL: ";
    }

    @Override
    public boolean closesWithCursors() {
        return true;
    }

    @Override
    public boolean commitsWithAutocommit() {
        return false;
    }

    @Override
    public Boolean withoutTransaction() {
        return false;
    }

    @Override
    public boolean streamsInTransaction() {
        return true;
    }

    /** As text, whose type the server infers: a number may be meant for any column. */
    @Override
    public void bind(PreparedStatement statement, int index, LuaValue value) throws SQLException {
        switch (value.type()) {
            case LuaValue.TNIL -> statement.setNull(index, Types.NULL);
            case LuaValue.TBOOLEAN -> statement.setString(index, value.toboolean() ? "t" : "f");
            case LuaValue.TNUMBER -> statement.setString(index, digits(value.todouble()));
            default -> super.bind(statement, index, value);
        }
    }

    private static String digits(double value) {
        return Numbers.isLong(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public int kind(ResultSetMetaData columns, int column) throws SQLException {
        return columns.getColumnType(column) == Types.BINARY ? BYTEA : PLAIN;
    }

    @Override
    public LuaValue value(ResultSet row, int column, int kind) throws SQLException {
        if (kind == BYTEA) {
            String text = row.getString(column);
            return text == null ? LuaValue.NIL : LuaValue.valueOf(text);
        }
        byte[] text = row.getBytes(column);
        return text == null ? LuaValue.NIL : LuaString.valueUsing(text);
    }

    @Override
    String type(ResultSetMetaData columns, int column) throws SQLException {
        String type = columns.getColumnTypeName(column);
        return switch (type) {
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            case "smallserial" -> "int2";
            case "varchar", "bpchar" -> type + " (" + length(columns.getPrecision(column)) + ")";
            default -> type;
        };
    }

    /** Without a limit: what the original computes then. */
    private static int length(int precision) {
        return precision == Integer.MAX_VALUE || precision <= 0 ? -5 : precision;
    }
}
