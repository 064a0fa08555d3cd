package luafcgid.daemon.worker;

import java.time.Duration;
import luafcgid.lua.StateThread;
import luafcgid.protocol.RequestExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The workers as a service. */
@Component(
        name = "luafcgid.daemon.Workers",
        service = {RequestExecutor.class, WorkersComponent.class})
@Designate(ocd = WorkersComponent.Config.class)
public final class WorkersComponent implements RequestExecutor {
    /** Settings of {@code luafcgid.daemon.Workers}. */
    @ObjectClassDefinition(name = "luafcgid workers")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "inplace: requests begin on the I/O thread and move when they block or take long (JDK 24 and later);"
                                + " handover: each is handed to a worker; auto: the first where the JVM allows it")
        String strategy() default "auto";

        @AttributeDefinition(
                description =
                        "requests that workers run at the same time, not counting those that have kept their thread for 2"
                                + " milliseconds; 0 means one per core with inplace, 8 per core and at least 32 with handover")
        int workers() default 0;

        @AttributeDefinition(
                description =
                        "worker threads, at most: as many requests may block or take long; with inplace as many may block, and as many"
                                + " compute; 0 means 16 per core, at least 512")
        int maxworkers() default 0;

        @AttributeDefinition(
                description =
                        "how much less important requests are that compute for more than about a millisecond, 0 to 19; with"
                                + " inplace, on Linux")
        int nice() default 10;

        @AttributeDefinition(description = "requests that may wait for a worker")
        int queue() default 1024;

        @AttributeDefinition(description = "milliseconds that a request may wait for a worker")
        long deadline() default 10_000;

        @AttributeDefinition(
                description =
                        "bytes of a worker's stack: how deep recursion in scripts may go. Requests that begin on an I/O thread have"
                                + " that of luafcgid.protocol.Transport")
        int stack() default (int) StateThread.STACK_BYTES;
    }

    /** For what the daemon itself does on a worker. */
    private static final int LEAST_STACK = 1 << 20;

    private volatile Workers pool;

    @Activate
    public WorkersComponent(Config config) {
        pool = workers(config);
    }

    /** Requests end where they began; those that come get the new threads. */
    @Modified
    void modified(Config config) {
        Workers before = pool;
        pool = workers(config);
        new WorkerThreads().newThread(new Retirement(before)).start();
    }

    private static Workers workers(Config config) {
        atLeast("workers", config.workers(), 0);
        atLeast("queue", config.queue(), 1);
        atLeast("deadline", config.deadline(), 1);
        atLeast("stack", config.stack(), LEAST_STACK);
        atLeast("nice", config.nice(), 0);
        if (config.nice() > Background.MOST) {
            throw new IllegalArgumentException(
                    "luafcgid.daemon.Workers: nice=" + config.nice() + " is not " + Background.MOST + " or less");
        }
        WorkerThreads threads = new WorkerThreads(config.stack());
        boolean inPlace = inPlace(config.strategy());
        int cores = Runtime.getRuntime().availableProcessors();
        if (config.maxworkers() != 0) {
            atLeast("maxworkers", config.maxworkers(), Math.max(1, config.workers()));
        }
        int most = orElse(config.maxworkers(), Math.max(config.workers(), Math.max(512, 16 * cores)));
        int workers = orElse(config.workers(), Math.min(most, inPlace ? cores : Math.max(32, 8 * cores)));
        return inPlace
                ? new InPlaceExecutor(workers, most, most + config.queue(), config.nice(), threads)
                : new WorkerPool(workers, most, config.queue(), Duration.ofMillis(config.deadline()), threads);
    }

    private static int orElse(int configured, int automatic) {
        return configured == 0 ? automatic : configured;
    }

    private static boolean inPlace(String strategy) {
        return switch (strategy) {
            case "auto" -> VirtualThreads.areUsable();
            case "handover" -> false;
            case "inplace" -> {
                if (!VirtualThreads.areUsable()) {
                    throw new IllegalArgumentException(
                            "luafcgid.daemon.Workers: strategy=inplace needs JDK 24 or later, started with"
                                    + " --add-opens java.base/java.lang=ALL-UNNAMED; write auto or handover");
                }
                yield true;
            }
            default ->
                throw new IllegalArgumentException(
                        "luafcgid.daemon.Workers: strategy=" + strategy + " is none of auto, inplace, handover");
        };
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "luafcgid.daemon.Workers: " + key + "=" + value + " is not " + least + " or more");
        }
    }

    @Deactivate
    void deactivate() {
        pool.close();
    }

    @Override
    public void execute(Task task) {
        pool.execute(task);
    }

    /** What gives the threads, for the status. */
    public Workers pool() {
        return pool;
    }
}
