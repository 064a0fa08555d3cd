package luafcgid.ext.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * Offers one JDBC driver as a service. No class of the driver is loaded before something is asked for, and {@link #unload()}
 * leaves none of them registered with {@link DriverManager}, which would keep the bundle's class loader alive.
 */
public abstract class DriverFactory implements DataSourceFactory {
    private final String product;
    private final Callable<Driver> loader;
    /** Guarded by this. */
    private @Nullable Driver driver;

    /**
     * @param product what messages call the database
     * @param loader  loads the driver; called once, unless it fails
     */
    protected DriverFactory(String product, Callable<Driver> loader) {
        this.product = product;
        this.loader = loader;
    }

    @Override
    public final synchronized Driver createDriver(@Nullable Properties properties) throws SQLException {
        Driver loaded = driver;
        if (loaded == null) {
            try {
                loaded = loader.call();
            } catch (Exception | LinkageError e) {
                throw new SQLException("the driver of " + product + " cannot be loaded: " + e, e);
            }
            driver = loaded;
        }
        return loaded;
    }

    @Override
    public final DataSource createDataSource(@Nullable Properties properties) throws SQLException {
        String url = properties == null ? null : properties.getProperty(JDBC_URL);
        if (properties == null || url == null) {
            throw new SQLException("no source for " + product + ": set the property '" + JDBC_URL + "' to a JDBC URL");
        }
        Driver loaded = createDriver(null);
        if (!loaded.acceptsURL(url)) {
            throw new SQLException("'" + url + "' is no URL of " + product);
        }
        Properties others = new Properties();
        others.putAll(properties);
        others.remove(JDBC_URL);
        return new DriverDataSource(loaded, url, others);
    }

    @Override
    public final ConnectionPoolDataSource createConnectionPoolDataSource(@Nullable Properties properties)
            throws SQLException {
        throw unsupported("a connection pool of the driver");
    }

    @Override
    public final XADataSource createXADataSource(@Nullable Properties properties) throws SQLException {
        throw unsupported("distributed transactions");
    }

    private SQLException unsupported(String what) {
        return new SQLException(what + " is not offered for " + product + ": ask for a DataSource or a Driver");
    }

    /** To be called when the bundle stops. */
    protected final synchronized void unload() {
        if (driver == null) {
            return;
        }
        driver = null;
        ClassLoader own = getClass().getClassLoader();
        List<Driver> registered = DriverManager.drivers()
                .filter(each -> each.getClass().getClassLoader() == own)
                .toList();
        for (Driver each : registered) {
            try {
                DriverManager.deregisterDriver(each);
            } catch (SQLException e) {
                throw new IllegalStateException(each + " stays registered", e);
            }
        }
    }
}
