package luafcgid.ext.sql.pool;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of all pools. They end when they have nothing to do. */
final class PoolThreads implements ThreadFactory, AutoCloseable {
    /** A cancelled statement has this long to end before its connection is cut. */
    private static final long GRACE_MILLIS = 2000;

    /** A statement that has not quite begun takes no notice. */
    private static final List<Long> ATTEMPTS_MILLIS = List.of(0L, 100L, 500L, 1000L);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, this);
    private final ScheduledThreadPoolExecutor cancelling = new ScheduledThreadPoolExecutor(2, this);

    PoolThreads() {
        scheduler.setRemoveOnCancelPolicy(true);
        cancelling.setKeepAliveTime(5, TimeUnit.SECONDS);
        cancelling.allowCoreThreadTimeOut(true);
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "luafcgid-sql", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return thread;
    }

    ScheduledThreadPoolExecutor scheduler() {
        return scheduler;
    }

    /** Cancels a statement, which may need a connection of its own and so must not be done by whoever asks for it. */
    void cancel(Running running) {
        if (!cancelling.isShutdown()) {
            for (long delay : ATTEMPTS_MILLIS) {
                cancelling.schedule(running::cancel, delay, TimeUnit.MILLISECONDS);
            }
            cancelling.schedule(() -> running.cut(Runnable::run), GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        cancelling.shutdownNow();
    }
}
