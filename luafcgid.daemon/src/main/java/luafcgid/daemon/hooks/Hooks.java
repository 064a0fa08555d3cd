package luafcgid.daemon.hooks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Whose hooks run: those of one configuration after those of another, on a thread that they have for themselves. Any thread. */
final class Hooks {
    private final HookThread thread = new HookThread();
    private final AtomicBoolean keepsHouse = new AtomicBoolean();
    private volatile @Nullable HookRunner runner;

    /** Ends those of before, if there are any, and begins with these; done when {@link Hook#STARTUP} has run. */
    synchronized CompletableFuture<Void> begin(HookRunner next) {
        // Two jobs: when the first one does not come back, the second one has still to run.
        thread.execute(this::shutdown);
        return thread.execute(() -> {
            runner = next;
            next.startup();
        });
    }

    /** Has {@link Hook#HOUSEKEEPING} run, unless it still does. */
    void housekeeping() {
        if (keepsHouse.compareAndSet(false, true)) {
            thread.execute(this::keepHouse).whenComplete((done, failure) -> keepsHouse.set(false));
        }
    }

    private void keepHouse() {
        HookRunner now = runner;
        if (now != null) {
            now.housekeeping();
        }
    }

    private void shutdown() {
        HookRunner now = runner;
        if (now != null) {
            now.shutdown();
        }
    }

    /** The thread that runs a hook does not come back. */
    void abandon() {
        thread.abandon();
        keepsHouse.set(false);
    }

    /** How hooks failed when they ran last. */
    List<String> failures() {
        HookRunner now = runner;
        return now == null ? List.of() : now.failures();
    }

    /** Runs {@link Hook#SHUTDOWN} as the last; returns whether so much time sufficed. */
    boolean end(Duration patience) {
        return thread.end(this::shutdown, patience);
    }
}
