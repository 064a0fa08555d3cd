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
    private final HookThread thread = new HookThread();
    private final AtomicBoolean keepsHouse = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final SynchronousBundleListener end = this::endWithFronts;
    private volatile HookSettings settings;
    private volatile HookRunner runner;

    /** @param deployed without which hooks might miss libraries */
    @Activate
    public HooksComponent(
            BundleContext context, HooksConfig config, @Reference StatePool pool, @Reference Deployed deployed) {
        this.context = context;
        this.pool = pool;
        check = Boolean.parseBoolean(context.getProperty("luafcgid.check"));
        settings = settings(config);
        runner = new HookRunner(pool, settings, thread::abandon);
        context.addBundleListener(end);
        if (check || settings.isEmpty()) {
            announce();
        } else {
            HookRunner first = runner;
            thread.execute(first::startup).whenComplete((done, failure) -> announce());
        }
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
        HookSettings next = settings(config);
        HookRunner before = runner;
        HookRunner after = new HookRunner(pool, next, thread::abandon);
        settings = next;
        runner = after;
        if (!check) {
            thread.execute(before::shutdown);
            thread.execute(after::startup);
        }
    }

    /** Has {@code housekeeping} run, unless it still does. */
    public void housekeeping() {
        if (!settings.isEmpty() && keepsHouse.compareAndSet(false, true)) {
            thread.execute(() -> runner.housekeeping()).whenComplete((done, failure) -> keepsHouse.set(false));
        }
    }

    /** How hooks failed when they ran last, a line for each. */
    public List<String> failures() {
        return runner.failures();
    }

    /** What would keep hooks from running, without running them. */
    public Optional<String> mistake() {
        return runner.mistake();
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
        boolean nothing = check || settings.isEmpty();
        Duration patience = settings.watchdog().plus(NOTICE);
        if (!thread.end(nothing ? () -> {} : runner::shutdown, patience)) {
            LOG.log(Level.ERROR, "shutdown: has not ended after {0} s, and is given up", patience.toSeconds());
        }
    }
}
