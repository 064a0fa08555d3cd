package luafcgid.lua.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import luafcgid.lua.Extensions;
import luafcgid.lua.Lease;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.Profile;
import luafcgid.lua.Resident;
import luafcgid.lua.ScriptException;
import luafcgid.lua.StatePool;
import luafcgid.lua.ext.Extension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.limits.LimitsComponent;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The pool as a service: brings configuration and extensions to it. */
@Component(
        name = PoolConfig.PID,
        configurationPid = PoolConfig.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        service = {StatePool.class, Extensions.class},
        immediate = true)
@Designate(ocd = PoolConfig.class)
public final class PoolComponent implements StatePool, Extensions {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");

    private final ExtensionRegistry extensions;
    private final PoolConfigReader reader;
    private final ScriptPool pool;

    @Activate
    public PoolComponent(
            BundleContext context,
            PoolConfig config,
            @Reference ExtensionRegistry extensions,
            @Reference LimitsComponent limits) {
        this.extensions = extensions;
        reader = new PoolConfigReader(
                context.getProperty("luafcgid.root"),
                Boolean.parseBoolean(context.getProperty("luafcgid.development")));
        pool = new ScriptPool(reader.read(config), extensions, limits.guard());
    }

    @Modified
    void modified(PoolConfig config) {
        pool.settings(reader.read(config));
    }

    @Deactivate
    void deactivate() {
        pool.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addExtension(LuaExtension service, ServiceReference<LuaExtension> reference) {
        List<String> modules = strings(reference.getProperty(LuaExtension.MODULE));
        if (modules.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} has no service property {1}: no script can require it",
                    service.getClass().getName(),
                    LuaExtension.MODULE);
            return;
        }
        List<String> global = strings(reference.getProperty(LuaExtension.GLOBAL));
        extensions.add(new Extension(
                service,
                modules,
                global.isEmpty() ? "" : global.get(0),
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                reference.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : 0,
                owner(reference.getBundle())));
        LOG.log(System.Logger.Level.DEBUG, "modules {0} can be required", modules);
    }

    void removeExtension(LuaExtension service) {
        extensions.remove(service);
    }

    /** A service that goes in this moment has no bundle any longer. */
    private static Owner owner(@Nullable Bundle bundle) {
        return bundle == null
                ? Owner.NONE
                : new Owner(
                        bundle.getBundleId(),
                        String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString());
    }

    private static List<String> strings(@Nullable Object value) {
        if (value instanceof String[] many) {
            return List.of(many);
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    @Override
    public Lease claim(Path script, Profile profile, long deadline, Runnable onAbandoned) throws ScriptException {
        return pool.claim(script, profile, deadline, onAbandoned);
    }

    @Override
    public Resident reside(Path folder, Profile profile, long deadline) throws ScriptException {
        return pool.reside(folder, profile, deadline);
    }

    @Override
    public int sweep() {
        return pool.sweep();
    }

    @Override
    public int flush(Predicate<Path> scripts) {
        return pool.flush(scripts);
    }

    @Override
    public int retire(Profile profile) {
        return pool.retire(profile);
    }

    @Override
    public List<ScriptInfo> scripts() {
        return pool.scripts();
    }

    @Override
    public List<StateInfo> states() {
        return pool.states();
    }

    @Override
    public List<Module> modules() {
        return pool.extensions().modules();
    }

    @Override
    public boolean retire(long bundle, Duration wait) throws InterruptedException {
        return pool.extensions().retire(bundle, wait);
    }

    @Override
    public void replace(long bundle, long successor) {
        pool.extensions().replace(bundle, successor);
    }

    @Override
    public void restore(long bundle) {
        pool.extensions().restore(bundle);
    }

    @Override
    public Use use() {
        return pool.use();
    }

    @Override
    public void check(Path script) throws ScriptException {
        pool.check(script);
    }
}
