package luafcgid.bench.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import luafcgid.bench.Median;
import luafcgid.ext.sql.lua.Library;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.ext.sql.pool.Pools;
import luafcgid.ext.sql.vendor.Vendor;
import luafcgid.ext.sql.vendor.Vendors;
import luafcgid.lua.Lease;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.pool.PoolSettings;
import luafcgid.lua.pool.ScriptPool;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** A prepared query for one row of an SQLite file, from Lua and by JDBC alone. */
final class SqlBenchmark implements LibraryBenchmark {
    private static final int ROWS = 1000;
    private static final int QUERIES = 20_000;
    private static final int WARM_UPS = 4;
    private static final String QUERY = "select name from item where id = ?";
    private static final String SCRIPT =
            """
            local conn = assert(require 'luasql.sqlite3'.sqlite3():connect 'bench.db')
            function main()
              for i = 1, QUERIES do
                local cur = conn:execute('QUERY', i % ROWS + 1)
                if not cur:fetch() then error 'no row' end
                cur:close()
              end
            end
            """
                    .replace("QUERIES", Integer.toString(QUERIES))
                    .replace("QUERY", QUERY)
                    .replace("ROWS", Integer.toString(ROWS));

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public List<Row> measure(int turns) throws Exception {
        Path folder = Files.createTempDirectory("luafcgid-sql").toRealPath();
        try (Connection connection = new org.sqlite.JDBC().connect(url(folder), new Properties())) {
            fill(connection);
            return List.of(measure(turns, folder, connection));
        } finally {
            delete(folder);
        }
    }

    private static String url(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("bench.db");
    }

    private static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table item (id integer primary key, name text)");
            statement.execute("with recursive r(n) as (select 1 union all select n + 1 from r where n < " + ROWS
                    + ") insert into item select n, 'name of ' || n from r");
        }
    }

    private static Row measure(int turns, Path folder, Connection connection) throws Exception {
        Path script = Files.writeString(folder.resolve("bench.lua"), SCRIPT);
        ExtensionRegistry extensions = new ExtensionRegistry();
        try (Pools pools = new Pools(luafcgid.ext.sql.pool.PoolSettings.DEFAULT)) {
            extensions.add(new Extension(library(pools), List.of("luasql.sqlite3"), "", 0, 1));
            ScriptPool states = new ScriptPool(PoolSettings.of(folder), extensions);
            try (Lease lease = states.claim(
                    script, System.nanoTime() + Duration.ofMinutes(5).toNanos())) {
                double[] ours = new double[turns];
                double[] plain = new double[turns];
                for (int i = -WARM_UPS; i < turns; i++) {
                    double lua = microseconds(
                            () -> lease.state().call(lease.state().globals().get("main"), LuaValue.NONE));
                    double jdbc = microseconds(() -> query(connection));
                    if (i >= 0) {
                        ours[i] = lua;
                        plain[i] = jdbc;
                    }
                }
                Median lua = Median.of(ours);
                Median jdbc = Median.of(plain);
                return new Row(
                        "sql: prepared point query of SQLite, µs",
                        lua.formatRange(1),
                        jdbc.formatRange(1) + " JDBC alone",
                        String.format(Locale.ROOT, "%.2f", jdbc.middle() / lua.middle()));
            } finally {
                states.close();
            }
        }
    }

    private static LuaExtension library(Pools pools) {
        Vendor sqlite = Vendors.all(5000, 5000).get(0);
        Driver driver = new org.sqlite.JDBC();
        Drivers drivers = new Drivers() {
            @Override
            public Driver named(String className) {
                return driver;
            }

            @Override
            public @Nullable Driver accepting(String url) {
                return null;
            }
        };
        return (state, module) -> new Library(state, sqlite, drivers, pools, false).table();
    }

    private static void query(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            for (int i = 1; i <= QUERIES; i++) {
                statement.setLong(1, i % ROWS + 1);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next() || row.getString(1).isEmpty()) {
                        throw new SQLException("no row");
                    }
                }
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double microseconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e3 / QUERIES;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
