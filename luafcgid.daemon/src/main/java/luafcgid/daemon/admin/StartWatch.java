package luafcgid.daemon.admin;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches a start on a thread of its own until the daemon is ready, has failed or takes too long, and says which, once.
 * The lock is held for the flag alone.
 */
final class StartWatch implements AutoCloseable {
    /** What the end of a start means. Called on the watching thread. */
    record Outcome(Consumer<Readiness> ready, Consumer<String> failed) {}

    /** How a reason ends that is none. */
    static final String SEE_LOG = "; the log has the reason";

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Supplier<Readiness> look;
    private final Duration limit;
    private final Outcome outcome;
    private final Thread thread;
    private boolean changed = true;
    private boolean closed;

    StartWatch(Supplier<Readiness> look, Duration limit, Outcome outcome) {
        this.look = look;
        this.limit = limit;
        this.outcome = outcome;
        thread = new Thread(this::watch, "luafcgid-ready");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something came or went. */
    synchronized void changed() {
        changed = true;
        notifyAll();
    }

    /** Nothing is said any more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for the watching to end. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void watch() {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (awaitChange(end)) {
                Readiness seen = look.get();
                if (seen.failure().isPresent()) {
                    outcome.failed.accept(seen.failure().get());
                    return;
                }
                if (seen.isReady()) {
                    outcome.ready.accept(seen);
                    return;
                }
                if (System.nanoTime() >= end) {
                    outcome.failed.accept("not ready after " + limit.toSeconds() + " s: " + seen.missing() + SEE_LOG);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when it is time to look; false when closed. A broken component tells nobody: hence the interval. */
    private synchronized boolean awaitChange(long end) throws InterruptedException {
        long next = Math.min(end, System.nanoTime() + INTERVAL.toNanos());
        long left = next - System.nanoTime();
        while (!closed && !changed && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = next - System.nanoTime();
        }
        changed = false;
        return !closed;
    }
}
