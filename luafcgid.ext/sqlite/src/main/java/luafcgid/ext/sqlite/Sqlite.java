package luafcgid.ext.sqlite;

import luafcgid.ext.jdbc.DriverFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.jdbc.DataSourceFactory;

/** Offers SQLite. Its native library is unpacked below the daemon's var folder, which need not allow what /tmp may forbid. */
@Component(
        service = DataSourceFactory.class,
        property = {
            DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=org.sqlite.JDBC",
            DataSourceFactory.OSGI_JDBC_DRIVER_NAME + "=SQLite"
        })
public final class Sqlite extends DriverFactory {
    @Activate
    public Sqlite(BundleContext context) {
        super("SQLite", () -> NativeLibrary.load(context.getDataFile("native")));
    }

    @Deactivate
    public void deactivate() {
        unload();
    }
}
