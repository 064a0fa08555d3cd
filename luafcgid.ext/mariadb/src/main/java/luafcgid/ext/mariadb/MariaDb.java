package luafcgid.ext.mariadb;

import luafcgid.ext.jdbc.DriverFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.jdbc.DataSourceFactory;

/** Offers the driver for MariaDB and MySQL, whose own bundle registers no service. */
@Component(
        service = DataSourceFactory.class,
        property = {
            DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=org.mariadb.jdbc.Driver",
            DataSourceFactory.OSGI_JDBC_DRIVER_NAME + "=MariaDB"
        })
public final class MariaDb extends DriverFactory {
    public MariaDb() {
        super("MariaDB", org.mariadb.jdbc.Driver::new);
    }

    @Deactivate
    public void deactivate() {
        unload();
    }
}
