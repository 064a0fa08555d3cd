package luafcgid.ext.sql.vendor;

import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.lua.FileMode;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Varargs;

/** {@code luasql.h2}: {@code mem:}, {@code mem:NAME}, a file, or {@code tcp:} and {@code ssl:} with a server's address. */
public final class H2 extends Vendor {
    static final String DRIVER = "org.h2.Driver";

    public H2() {
        super("h2", "H2", EnumSet.of(Feature.ESCAPE, Feature.LAST_AUTO_ID));
    }

    @Override
    public Source source(StateContext state, Varargs arguments) throws SourceException {
        String user = Text.argument(arguments, 3, "sa");
        String password = Text.argument(arguments, 4, "");
        return source(state, Text.argument(arguments, 2), Map.of("user", user, "password", password));
    }

    static Source source(StateContext state, String name, Map<String, String> properties) throws SourceException {
        int semicolon = name.indexOf(';');
        String database = semicolon < 0 ? name : name.substring(0, semicolon);
        String options = semicolon < 0 ? "" : name.substring(semicolon);
        if (database.startsWith("tcp:") || database.startsWith("ssl:")) {
            return Source.shared("jdbc:h2:" + name, properties);
        }
        // Its own hook would end it before the scripts do.
        options = with(options, "DB_CLOSE_ON_EXIT=FALSE");
        if (database.equals("mem:") || database.isEmpty()) {
            return Source.secluded("jdbc:h2:mem:" + options, properties);
        }
        if (database.startsWith("mem:")) {
            // Else it would go with its last connection, which the pool closes when it is idle.
            return Source.shared("jdbc:h2:" + database + with(options, "DB_CLOSE_DELAY=-1"), properties);
        }
        String path = database.startsWith("file:") ? database.substring("file:".length()) : database;
        Path file = Files.resolve(state, path, FileMode.WRITE);
        Path stored = file.resolveSibling(file.getFileName() + ".mv.db");
        return new Source("jdbc:h2:file:" + file + options, properties, Files.identity(stored), false);
    }

    private static String with(String options, String option) {
        String key = option.substring(0, option.indexOf('=') + 1);
        return options.toUpperCase(Locale.ROOT).contains(";" + key) ? options : options + ";" + option;
    }

    @Override
    public @Nullable Driver driver(Drivers drivers, Source source) throws SQLException {
        return drivers.named(DRIVER);
    }

    @Override
    public String remedy() {
        return "no driver for H2: its bundle luafcgid.ext.h2.jar is not in ext/";
    }

    /** Without the statement, which the script knows. */
    @Override
    public String message(SQLException e) {
        String message = super.message(e);
        int statement = message.indexOf("; SQL statement:");
        return statement < 0 ? message : message.substring(0, statement);
    }
}
