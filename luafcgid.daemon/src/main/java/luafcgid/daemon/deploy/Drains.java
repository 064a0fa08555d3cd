package luafcgid.daemon.deploy;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Lets requests in flight end on what they began with, before that goes. */
final class Drains {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Deploy");

    private final Platform platform;
    private final Executor threads;
    private final Supplier<Duration> limit;
    private final Runnable drained;

    /**
     * Makes it.
     *
     * @param limit   how long requests may go on
     * @param drained called, on one of the threads, when something has gone
     */
    Drains(Platform platform, Executor threads, Supplier<Duration> limit, Runnable drained) {
        this.platform = platform;
        this.threads = threads;
        this.limit = limit;
        this.drained = drained;
    }

    /** Waits until no request uses the unit, or for as long as that is allowed. */
    void drain(String name, Platform.Unit unit) throws InterruptedException {
        Duration most = limit.get();
        if (!platform.retire(unit, most)) {
            LOG.log(
                    Level.WARNING,
                    "{0}: after {1} s requests still use {2}, which goes all the same",
                    name,
                    most.toSeconds(),
                    unit.pack());
        }
    }

    /** Has the unit serve no request that comes from now on, and removes it when those in flight have ended. */
    void goodbye(String name, Platform.Unit unit) {
        try {
            platform.retire(unit, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        threads.execute(() -> {
            try {
                drain(name, unit);
                unit.uninstall();
                drained.run();
            } catch (InterruptedException e) {
                // The daemon is being stopped, and the framework stops what is left.
                Thread.currentThread().interrupt();
            }
        });
    }
}
