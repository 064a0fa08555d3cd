package luafcgid.ext.h2;

import luafcgid.ext.jdbc.DriverFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.jdbc.DataSourceFactory;

/** Offers the driver of H2; the bundle of its makers would load it, and register it for everybody, at its start. */
@Component(
        service = DataSourceFactory.class,
        property = {
            DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=org.h2.Driver",
            DataSourceFactory.OSGI_JDBC_DRIVER_NAME + "=H2"
        })
public final class H2 extends DriverFactory {
    public H2() {
        super("H2", org.h2.Driver::new);
    }

    @Deactivate
    public void deactivate() {
        unload();
    }
}
