package luafcgid.daemon.hooks;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import luafcgid.lua.StateThread;

/** One thread for all hooks, so that never two run at once; another one when it was given up. */
final class HookThread {
    private static final System.Logger LOG = System.getLogger(HooksConfig.PID);

    private ExecutorService executor = executor();

    private static ExecutorService executor() {
        return Executors.newSingleThreadExecutor(work -> new StateThread(null, work, "luafcgid-hooks"));
    }

    /** Runs it after what was given before; not at all once the thread has ended. */
    synchronized CompletableFuture<Void> execute(Runnable work) {
        try {
            return CompletableFuture.runAsync(() -> guarded(work), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** What one throws must not keep others from running. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a hook could not be run", e);
        }
    }

    /** The thread does not come back: what waits for it, and what comes, runs on another. */
    synchronized void abandon() {
        boolean ends = executor.isShutdown();
        List<Runnable> waiting = executor.shutdownNow();
        executor = executor();
        waiting.forEach(executor::execute);
        if (ends) {
            executor.shutdown();
        }
    }

    /** Runs a last thing, for which and for what runs before there is so much time; returns whether that sufficed. */
    boolean end(Runnable last, Duration patience) {
        try {
            lastly(last).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private synchronized CompletableFuture<Void> lastly(Runnable last) {
        CompletableFuture<Void> end = execute(last);
        executor.shutdown();
        return end;
    }
}
