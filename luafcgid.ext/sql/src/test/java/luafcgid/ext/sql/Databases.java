package luafcgid.ext.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import luafcgid.ext.sql.lua.Library;
import luafcgid.ext.sql.pool.Drivers;
import luafcgid.ext.sql.pool.PoolSettings;
import luafcgid.ext.sql.pool.Pools;
import luafcgid.ext.sql.vendor.Vendor;
import luafcgid.ext.sql.vendor.Vendors;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.pool.Site;

/** A site whose scripts have LuaSQL, with drivers from the class path. */
final class Databases implements AutoCloseable {
    /** Who waits for a connection does so for longer than a request may take: what ends earlier did not wait. */
    static final PoolSettings PATIENT =
            new PoolSettings(3, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), 8);

    /** Far less than anybody waits for, and far more than a busy machine takes for anything else. */
    static final Duration AT_ONCE = Duration.ofSeconds(10);

    final Site site;
    final Pools pools;
    volatile List<Driver> drivers = List.of(new org.sqlite.JDBC(), new org.h2.Driver());

    Databases(Path folder) throws IOException {
        this(folder, PATIENT, false, settings -> settings);
    }

    Databases(Path folder, PoolSettings settings, boolean keeping, UnaryOperator<luafcgid.lua.pool.PoolSettings> change)
            throws IOException {
        site = new Site(folder, change);
        pools = new Pools(settings);
        List<Vendor> vendors = Vendors.all(1000, settings.waiting().toMillis());
        Drivers present = new Drivers() {
            @Override
            public Driver named(String className) {
                return drivers.stream()
                        .filter(driver -> driver.getClass().getName().equals(className))
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public Driver accepting(String url) throws SQLException {
                for (Driver driver : drivers) {
                    if (driver.acceptsURL(url)) {
                        return driver;
                    }
                }
                return null;
            }
        };
        for (Vendor vendor : vendors) {
            LuaExtension extension = (state, module) -> new Library(state, vendor, present, pools, keeping).table();
            site.extension(extension, "luasql." + vendor.name());
        }
    }

    /** What {@code body} returns; {@code conn} is a connection to an SQLite file, {@code env} its environment. */
    String sqlite(String body) throws Exception {
        return site.eval("local driver = require 'luasql.sqlite3'\nlocal env = driver.sqlite3()\n"
                + "local conn = assert(env:connect('test.db'))\n" + body);
    }

    String h2(String body) throws Exception {
        return site.eval("local driver = require 'luasql.h2'\nlocal env = driver.h2()\n"
                + "local conn = assert(env:connect('mem:test'))\n" + body);
    }

    @Override
    public void close() {
        site.close();
        pools.close();
    }
}
