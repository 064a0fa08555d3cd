package luafcgid.daemon.worker;

import java.time.Duration;
import luafcgid.protocol.RequestExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
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
        @AttributeDefinition(description = "requests that run at the same time; 0 means 8 per core, at least 32")
        int workers() default 0;

        @AttributeDefinition(description = "requests that may wait for a worker")
        int queue() default 1024;

        @AttributeDefinition(description = "milliseconds that a request may wait for a worker")
        long deadline() default 10_000;
    }

    private final WorkerPool pool;

    @Activate
    public WorkersComponent(Config config) {
        atLeast("workers", config.workers(), 0);
        atLeast("queue", config.queue(), 1);
        atLeast("deadline", config.deadline(), 1);
        int workers = config.workers() > 0
                ? config.workers()
                : Math.max(32, 8 * Runtime.getRuntime().availableProcessors());
        pool = new WorkerPool(workers, config.queue(), Duration.ofMillis(config.deadline()), new WorkerThreads());
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

    /** The pool, for the status. */
    public WorkerPool pool() {
        return pool;
    }
}
