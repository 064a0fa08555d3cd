package luafcgid.ext.sql;

import java.sql.Driver;
import java.util.List;
import java.util.Map;
import luafcgid.ext.sql.lua.Library;
import luafcgid.ext.sql.pool.Pools;
import luafcgid.ext.sql.vendor.Vendor;
import luafcgid.ext.sql.vendor.Vendors;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;

/** LuaSQL on JDBC. Drivers come and go; nothing is opened before a script connects. */
@Component(
        configurationPid = SqlConfig.PID,
        property = {
            LuaExtension.MODULE + "=luasql.sqlite3",
            LuaExtension.MODULE + "=luasql.postgres",
            LuaExtension.MODULE + "=luasql.mysql",
            LuaExtension.MODULE + "=luasql.h2",
            LuaExtension.MODULE + "=luasql.jdbc"
        })
@Designate(ocd = SqlConfig.class)
public final class Sql implements LuaExtension {
    private static final String PREFIX = "luasql.";

    private final ServiceDrivers drivers = new ServiceDrivers();
    private final SqlSettings settings;
    private final List<Vendor> vendors;
    private final Pools pools;

    @Activate
    public Sql(SqlConfig config) {
        settings = SqlSettings.of(config);
        pools = new Pools(settings.pools());
        vendors = Vendors.all(settings.busyMillis(), settings.pools().waiting().toMillis());
    }

    @Reference(
            service = DataSourceFactory.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addFactory(DataSourceFactory factory, Map<String, ?> properties) {
        drivers.add(factory, properties);
    }

    void removeFactory(DataSourceFactory factory) {
        Driver gone = drivers.remove(factory);
        if (gone != null) {
            pools.forget(gone);
        }
    }

    @Deactivate
    void deactivate() {
        pools.close();
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        for (Vendor vendor : vendors) {
            if (module.equals(PREFIX + vendor.name())) {
                return new Library(state, vendor, drivers, pools, settings.keeping()).table();
            }
        }
        throw new LuaError("no module '" + module + "' in luafcgid.ext.sql");
    }
}
