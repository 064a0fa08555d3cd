package luafcgid.lua.bundle;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import luafcgid.lua.Extensions.Owner;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.ext.ExtensionRegistry.Fault;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/**
 * Offers the Lua files of bundles with the header {@code Lua-Modules}, from the moment when their start returns until they stop. Each
 * folder is a {@link LuaExtension} of the bundle's own; one faulty file, and the bundle offers nothing.
 */
@Component(
        immediate = true,
        service = {})
public final class ModuleExtender implements BundleTrackerCustomizer<Owner> {
    private static final System.Logger LOG = System.getLogger("luafcgid.lua");

    private final ExtensionRegistry registry;
    private final BundleTracker<Owner> tracker;

    @Activate
    public ModuleExtender(BundleContext context, @Reference ExtensionRegistry registry) {
        this.registry = registry;
        tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
        tracker.open();
    }

    @Deactivate
    void deactivate() {
        tracker.close();
    }

    @Override
    @SuppressWarnings("NullAway") // Null is how a tracker is told not to track.
    public Owner addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String header = bundle.getHeaders("").get(ModulesHeader.NAME);
        if (header == null) {
            return null;
        }
        Owner owner = new Owner(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString());
        try {
            offer(bundle, ModulesHeader.parse(header, owner.name()));
        } catch (ModuleException e) {
            refuse(owner, e.module(), Objects.toString(e.getMessage(), ""));
        } catch (IllegalArgumentException e) {
            refuse(owner, "", Objects.toString(e.getMessage(), ""));
        }
        return owner;
    }

    private static void offer(Bundle bundle, ModulesHeader header) throws ModuleException {
        List<LuaModules> compiled = new ArrayList<>();
        for (ModulesHeader.Clause clause : header.clauses()) {
            compiled.add(new ModuleCompiler(clause, new BundleSource(bundle)).compile());
        }
        BundleContext context = bundle.getBundleContext();
        for (int i = 0; i < compiled.size() && context != null; i++) {
            LuaModules modules = compiled.get(i);
            Map<String, Object> properties = Map.of(
                    LuaExtension.MODULE,
                    modules.names().stream().sorted().toArray(String[]::new),
                    Constants.SERVICE_RANKING,
                    header.clauses().get(i).ranking());
            context.registerService(LuaExtension.class, modules, FrameworkUtil.asDictionary(properties));
        }
    }

    private void refuse(Owner owner, String module, String reason) {
        LOG.log(Level.DEBUG, "{0} offers no module: {1}", owner, reason);
        registry.faulty(new Fault(owner, module, reason));
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Owner owner) {}

    /** The services go with the bundle. */
    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Owner owner) {
        registry.forget(owner.bundle());
    }
}
