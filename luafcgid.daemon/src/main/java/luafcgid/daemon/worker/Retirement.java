package luafcgid.daemon.worker;

import java.time.Duration;

/** Closes workers that others have replaced when their last request has ended. */
final class Retirement implements Runnable {
    /** Longer than anybody who asked for the workers before they were replaced takes to hand them a request. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Workers workers;

    Retirement(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void run() {
        try {
            do {
                Thread.sleep(INTERVAL.toMillis());
            } while (!workers.isIdle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.close();
        }
    }
}
