package luafcgid.daemon.worker;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Platform threads that run requests, behind a bounded queue with a deadline. */
final class WorkerPool implements Workers {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Workers");

    private final BlockingQueue<Runnable> queue;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService clock;
    private final long deadline;
    private final LongAdder rejected = new LongAdder();

    /**
     * Starts no thread before the first request.
     *
     * @param threads  requests that run at the same time, at least 1
     * @param queued   requests that may wait for a thread, at least 1
     * @param deadline how long one may wait
     */
    WorkerPool(int threads, int queued, Duration deadline, ThreadFactory factory) {
        this.deadline = deadline.toNanos();
        this.queue = new ArrayBlockingQueue<>(queued);
        this.workers = new ThreadPoolExecutor(threads, threads, 60, TimeUnit.SECONDS, queue, factory);
        workers.allowCoreThreadTimeOut(true);
        this.clock = Executors.newSingleThreadScheduledExecutor(factory);
        long period = Math.max(10, Math.min(1000, deadline.toMillis() / 4));
        clock.scheduleWithFixedDelay(this::rejectLate, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Task task) {
        try {
            workers.execute(new Waiting(task));
        } catch (RejectedExecutionException full) {
            reject(task, workers.isShutdown() ? Rejection.STOPPING : Rejection.QUEUE_FULL);
        }
    }

    @Override
    public String strategy() {
        return "every request is handed to a worker";
    }

    @Override
    public int running() {
        return workers.getActiveCount();
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    @Override
    public int threads() {
        return workers.getMaximumPoolSize();
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public boolean isIdle() {
        return queue.isEmpty() && workers.getActiveCount() == 0;
    }

    /** When all threads are stuck nobody else looks at the queue: the web server would wait for an answer that never comes. */
    private void rejectLate() {
        while (queue.peek() instanceof Waiting first && first.isLate()) {
            if (queue.remove(first)) {
                reject(first.task, Rejection.WAITED_TOO_LONG);
            }
        }
    }

    private void reject(Task task, Rejection reason) {
        rejected.increment();
        task.reject(reason);
    }

    /** Rejects the requests that wait and lets those that run end, for as long as the deadline. */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
            reject(((Waiting) next).task, Rejection.STOPPING);
        }
        try {
            if (!workers.awaitTermination(deadline, TimeUnit.NANOSECONDS)) {
                LOG.log(Level.WARNING, "{0} requests were still running when the workers ended", running());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request in the queue. */
    private final class Waiting implements Runnable {
        private final Task task;
        private final long since = System.nanoTime();

        private Waiting(Task task) {
            this.task = task;
        }

        private boolean isLate() {
            return System.nanoTime() - since > deadline;
        }

        @Override
        public void run() {
            if (isLate()) {
                reject(task, Rejection.WAITED_TOO_LONG);
            } else {
                task.run();
            }
        }
    }
}
