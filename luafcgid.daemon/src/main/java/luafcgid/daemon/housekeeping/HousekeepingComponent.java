package luafcgid.daemon.housekeeping;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import luafcgid.daemon.hooks.HooksComponent;
import luafcgid.lua.StatePool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Sweeps the pool: states of changed and deleted scripts go, and those that nobody uses. */
@Component(name = "luafcgid.daemon.Housekeeping", immediate = true)
@Designate(ocd = HousekeepingComponent.Config.class)
public final class HousekeepingComponent {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Housekeeping");

    /** Settings of {@code luafcgid.daemon.Housekeeping}. */
    @ObjectClassDefinition(name = "luafcgid housekeeping")
    public @interface Config {
        @AttributeDefinition(description = "seconds between sweeps")
        double sweep() default 10;

        @AttributeDefinition(
                description =
                        "collect the heap when a sweep finds it large and no request since the one before, so that memory goes back")
        boolean collect() default true;
    }

    private final StatePool pool;
    private final boolean collects;
    private final IdleHeap heap = IdleHeap.ofJvm();
    private final HooksComponent hooks;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "luafcgid-housekeeping");
        thread.setDaemon(true);
        thread.setContextClassLoader(HousekeepingComponent.class.getClassLoader());
        return thread;
    });

    @Activate
    public HousekeepingComponent(Config config, @Reference StatePool pool, @Reference HooksComponent hooks) {
        this.pool = pool;
        this.collects = config.collect();
        this.hooks = hooks;
        if (!(config.sweep() >= 0.01)) {
            throw new IllegalArgumentException(
                    "luafcgid.daemon.Housekeeping: sweep=" + config.sweep() + " is not 0.01 or more seconds");
        }
        long millis = (long) (config.sweep() * 1000);
        clock.scheduleWithFixedDelay(this::sweep, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void deactivate() {
        clock.shutdownNow();
    }

    private void sweep() {
        try {
            int closed = pool.sweep();
            if (closed > 0) {
                LOG.log(Level.INFO, "Sweep closed {0} states", closed);
            }
            if (collects) {
                collect();
            }
        } catch (RuntimeException e) {
            // The next sweep must come all the same.
            LOG.log(Level.ERROR, "Sweep failed", e);
        }
        hooks.housekeeping();
    }

    private void collect() {
        List<StatePool.StateInfo> states = pool.states();
        boolean busy = states.stream().anyMatch(StatePool.StateInfo::leased);
        // A request counts for its state when it begins.
        heap.look(busy, states.stream().mapToLong(StatePool.StateInfo::uses).sum());
    }
}
