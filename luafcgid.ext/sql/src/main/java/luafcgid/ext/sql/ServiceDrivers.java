package luafcgid.ext.sql;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import luafcgid.ext.sql.pool.Drivers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.jdbc.DataSourceFactory;

/** The drivers that bundles offer. None is loaded before it is asked for. */
final class ServiceDrivers implements Drivers {
    private final Map<DataSourceFactory, Offer> offers = new ConcurrentHashMap<>();

    /** One of them; the monitor guards its driver. */
    private static final class Offer {
        private final DataSourceFactory factory;
        private final String className;
        private @Nullable Driver driver;

        Offer(DataSourceFactory factory, String className) {
            this.factory = factory;
            this.className = className;
        }

        synchronized Driver driver() throws SQLException {
            Driver present = driver;
            if (present == null) {
                present = factory.createDriver(new Properties());
                driver = present;
            }
            return present;
        }

        synchronized @Nullable Driver loaded() {
            return driver;
        }
    }

    void add(DataSourceFactory factory, Map<String, ?> properties) {
        String className = String.valueOf(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS));
        offers.put(factory, new Offer(factory, className));
    }

    /** The driver that went, if it was loaded. */
    @Nullable
    Driver remove(DataSourceFactory factory) {
        Offer offer = offers.remove(factory);
        return offer == null ? null : offer.loaded();
    }

    @Override
    public @Nullable Driver named(String className) throws SQLException {
        for (Offer offer : offers.values()) {
            if (offer.className.equals(className)) {
                return offer.driver();
            }
        }
        return null;
    }

    @Override
    public @Nullable Driver accepting(String url) throws SQLException {
        for (Offer offer : offers.values()) {
            if (offer.driver().acceptsURL(url)) {
                return offer.driver();
            }
        }
        return null;
    }
}
