package luafcgid.daemon.settings;

import java.util.Map;
import luafcgid.daemon.log.Abort;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Puts the settings of the command line over every configuration as components receive it. Runs before components do, so
 * that none starts with another value first.
 */
public final class Activator implements BundleActivator {
    private @Nullable ServiceTracker<ConfigurationAdmin, ServiceRegistration<?>> admins;

    @Override
    public void start(BundleContext context) {
        String lines = context.getProperty("luafcgid.set");
        boolean check = Boolean.parseBoolean(context.getProperty("luafcgid.check"));
        if ((lines == null || lines.isBlank()) && !check) {
            return;
        }
        try {
            apply(context, Settings.parse(lines == null ? "" : lines, fronts(context, check)));
        } catch (IllegalArgumentException e) {
            Abort.because(context, String.valueOf(e.getMessage()), Abort.CONFIGURATION);
        }
    }

    private static Settings.Fronts fronts(BundleContext context, boolean check) {
        if (check) {
            return Settings.Fronts.NONE;
        }
        return "given".equals(context.getProperty("luafcgid.fronts"))
                ? Settings.Fronts.GIVEN
                : Settings.Fronts.CONFIGURED;
    }

    @Override
    public void stop(BundleContext context) {
        if (admins != null) {
            admins.close();
        }
    }

    private void apply(BundleContext context, Settings settings) {
        Map<String, Object> last = Map.of(ConfigurationPlugin.CM_RANKING, 1000);
        ConfigurationPlugin plugin =
                (target, properties) -> settings.applyTo(properties.get(Constants.SERVICE_PID), properties);
        context.registerService(ConfigurationPlugin.class, plugin, FrameworkUtil.asDictionary(last));
        admins = new ServiceTracker<>(context, ConfigurationAdmin.class, null) {
            @Override
            public ServiceRegistration<?> addingService(ServiceReference<ConfigurationAdmin> reference) {
                Configurations configurations = new Configurations(settings, context.getService(reference));
                ServiceRegistration<?> listener =
                        context.registerService(ConfigurationListener.class, configurations, null);
                configurations.createMissing();
                return listener;
            }

            @Override
            public void removedService(
                    ServiceReference<ConfigurationAdmin> reference, ServiceRegistration<?> listener) {
                listener.unregister();
                context.ungetService(reference);
            }
        };
        admins.open();
    }
}
