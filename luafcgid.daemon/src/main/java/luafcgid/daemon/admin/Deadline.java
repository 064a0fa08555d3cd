package luafcgid.daemon.admin;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes what takes longer than a time, which is the one way to end a blocking read of a channel. */
final class Deadline implements AutoCloseable {
    private final Duration time;
    private final ScheduledThreadPoolExecutor timer;

    Deadline(Duration time) {
        this.time = time;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "luafcgid-admin-deadline");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Counts from now until told that it is done. */
    Pending closing(Closeable late) {
        Future<?> closing = timer.schedule(
                () -> {
                    late.close();
                    return null;
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> closing.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Something that is still in time. */
    interface Pending {
        /** It is done; nothing is closed. */
        void inTime();
    }
}
