package luafcgid.ext.sql.vendor;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Varargs;

/** {@code luasql.jdbc}: whatever a JDBC URL leads to. */
public final class AnyJdbc extends Vendor {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String H2_URL = "jdbc:h2:";

    private final Sqlite sqlite;
    private final int busyMillis;

    public AnyJdbc(int busyMillis) {
        super("jdbc", "JDBC", EnumSet.of(Feature.ESCAPE, Feature.LAST_AUTO_ID));
        this.busyMillis = busyMillis;
        sqlite = new Sqlite(busyMillis);
    }

    @Override
    public Source source(StateContext state, Varargs arguments) throws SourceException {
        String url = Text.argument(arguments, 2);
        if (!url.startsWith("jdbc:")) {
            throw new SourceException("'" + url + "' is no JDBC URL, as jdbc:h2:mem:name");
        }
        Map<String, String> properties = new HashMap<>();
        String user = Text.argument(arguments, 3, "");
        if (!user.isEmpty()) {
            properties.put("user", user);
            properties.put("password", Text.argument(arguments, 4, ""));
        }
        if (url.startsWith(SQLITE)) {
            return sqlite.source(state, url.substring(SQLITE.length()), busyMillis, false);
        }
        if (url.startsWith(H2_URL)) {
            return H2.source(state, url.substring(H2_URL.length()), properties);
        }
        return Source.shared(url, properties);
    }

    @Override
    public @Nullable Driver driver(Drivers drivers, Source source) throws SQLException {
        return drivers.accepting(source.url());
    }

    @Override
    public String remedy() {
        return "no driver for this URL: copy one that offers a DataSourceFactory service to ext/";
    }
}
