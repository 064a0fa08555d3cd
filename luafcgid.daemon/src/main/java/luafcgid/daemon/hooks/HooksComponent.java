package luafcgid.daemon.hooks;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import luafcgid.daemon.deploy.Deployed;
import luafcgid.lua.StatePool;
import luafcgid.protocol.Responder;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Runs the hooks that are configured. */
@Component(name = HooksConfig.PID, service = HooksComponent.class, immediate = true)
@Designate(ocd = HooksConfig.class)
// What it registers itself.
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=luafcgid.daemon.hooks.Started")
public final class HooksComponent {
    private static final System.Logger LOG = System.getLogger(HooksConfig.PID);

    /** Beyond the watchdog's time: to notice the stop. */
    private static final Duration NOTICE = Duration.ofSeconds(2);

    private final BundleContext context;
    private final StatePool pool;
    private final boolean check;
    private final Hooks hooks = new Hooks();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final SynchronousBundleListener end = this::endWithFronts;
    private volatile HookSettings settings;

    /** @param deployed without which hooks might miss libraries */
    @Activate
    public HooksComponent(
            BundleContext context, HooksConfig config, @Reference StatePool pool, @Reference Deployed deployed) {
        this.context = context;
        this.pool = pool;
        check = Boolean.parseBoolean(context.getProperty("luafcgid.check"));
        settings = settings(config);
        context.addBundleListener(end);
        if (check || settings.isEmpty()) {
            announce();
        } else {
            hooks.begin(runner()).whenComplete((done, failure) -> announce());
        }
    }

    private HookRunner runner() {
        return new HookRunner(pool, settings, hooks::abandon);
    }

    private HookSettings settings(HooksConfig config) {
        String root = context.getProperty("luafcgid.root");
        return HookSettings.of(config, Path.of(root == null ? "." : root).toAbsolutePath());
    }

    /** Not taken back with this component: other settings must not end service. */
    private void announce() {
        try {
            if (context.getServiceReference(Started.class) == null) {
                context.registerService(Started.class, new Started(), null);
            }
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the daemon is being stopped: nobody serves any more", e);
        }
    }

    /** The hooks of before end; those of now begin. */
    @Modified
    void modified(HooksConfig config) {
        settings = settings(config);
        if (!check) {
            hooks.begin(runner());
        }
    }

    /** Has {@code housekeeping} run, unless it still does. */
    public void housekeeping() {
        if (!settings.isEmpty()) {
            hooks.housekeeping();
        }
    }

    /** How hooks failed when they ran last, a line for each. */
    public List<String> failures() {
        return hooks.failures();
    }

    /** What would keep hooks from running, without running them. */
    public Optional<String> mistake() {
        return runner().mistake().map(mistake -> HooksConfig.PID + ": " + mistake);
    }

    /** When the framework stops, the fronts' bundle ends with its last request; libraries are there still, but not much longer. */
    private void endWithFronts(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED
                && event.getBundle().equals(FrameworkUtil.getBundle(Responder.class))
                && context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
            end();
        }
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(end);
        end();
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Duration patience = settings.watchdog().plus(NOTICE);
        if (!hooks.end(patience)) {
            LOG.log(Level.ERROR, "shutdown: has not ended after {0} s, and is given up", patience.toSeconds());
        }
    }
}
