package luafcgid.ext.sql.vendor;

import java.nio.file.Path;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.lua.FileMode;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code luasql.sqlite3}. */
public final class Sqlite extends Vendor {
    static final String DRIVER = "org.sqlite.JDBC";

    private static final Pattern MESSAGE = Pattern.compile("\\[SQLITE_\\w+\\].*? \\((.*)\\)", Pattern.DOTALL);
    private static final char REPLACEMENT = '\uFFFD';
    private static final String READ_ONLY = "1";

    private final int busyMillis;

    /** @param busyMillis how long one waits for another's lock unless the script says otherwise */
    public Sqlite(int busyMillis) {
        super("sqlite3", "SQLite3", EnumSet.of(Feature.ESCAPE, Feature.LAST_AUTO_ID));
        this.busyMillis = busyMillis;
    }

    @Override
    public Source source(StateContext state, Varargs arguments) throws SourceException {
        String name = Text.argument(arguments, 2);
        LuaValue timeout = arguments.arg(3);
        long busy = timeout.type() == LuaValue.TNUMBER ? Math.max(0, timeout.tolong()) : busyMillis;
        boolean readOnly = arguments.arg(4).isboolean() && arguments.arg(4).toboolean();
        Source source = source(state, name, busy, readOnly);
        // The driver's own query for a key stays active beside a kept statement; an interrupt would then never end.
        source.properties().put("jdbc.get_generated_keys", "false");
        return source;
    }

    Source source(StateContext state, String name, long busy, boolean readOnly) throws SourceException {
        Map<String, String> properties = new HashMap<>();
        properties.put("busy_timeout", Long.toString(Math.min(busy, Integer.MAX_VALUE)));
        if (Files.areRestricted(state)) {
            // ATTACH and VACUUM INTO know no policy.
            properties.put("limit_attached", "0");
        }
        if (name.isEmpty() || name.contains(":memory:")) {
            return Source.secluded("jdbc:sqlite::memory:", properties);
        }
        if (name.indexOf('?') >= 0) {
            throw new SourceException("unable to open database file: the name '" + name + "' has a '?'");
        }
        if (readOnly) {
            properties.put("open_mode", READ_ONLY);
        }
        Path file = Files.resolve(state, name, readOnly ? FileMode.READ : FileMode.WRITE);
        if (!readOnly) {
            Files.create(file);
        }
        return new Source("jdbc:sqlite:" + file, properties, Files.identity(file), false);
    }

    @Override
    public @Nullable Driver driver(Drivers drivers, Source source) throws SQLException {
        return drivers.named(DRIVER);
    }

    @Override
    public String remedy() {
        return "no driver for SQLite: its bundle luafcgid.ext.sqlite.jar is not in ext/";
    }

    @Override
    public String closedEnvironment() {
        return "env is already closed";
    }

    /** SQLite's own words are in parentheses. */
    @Override
    public String message(SQLException e) {
        String message = super.message(e);
        Matcher own = MESSAGE.matcher(message);
        return own.matches() ? own.group(1) : message;
    }

    @Override
    public boolean commitsWithAutocommit() {
        return false;
    }

    @Override
    public @Nullable Boolean withoutTransaction() {
        return null;
    }

    @Override
    public boolean repeatsCounts() {
        return true;
    }

    /** Rows come one by one anyway. */
    @Override
    public int fetchSize(boolean stream, boolean transaction) {
        return 0;
    }

    @Override
    public int parameters(PreparedStatement statement) throws SQLException {
        return statement.getParameterMetaData().getParameterCount();
    }

    @Override
    public LuaValue value(ResultSet row, int column, int kind) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof String text && text.indexOf(REPLACEMENT) >= 0) {
            return LuaString.valueUsing(row.getBytes(column));
        }
        return value instanceof String text ? Text.lua(text) : Numbers.nativeValue(row, column);
    }

    /** The driver parses the declaration of each column. */
    @Override
    public String @Nullable [] types(ResultSetMetaData columns) {
        return null;
    }

    @Override
    public String lastAutoId() {
        return "select last_insert_rowid()";
    }
}
