package luafcgid.daemon.worker;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Platform threads that run requests, behind a bounded queue with a deadline. */
final class WorkerPool implements Workers {
    private static final System.Logger LOG = System.getLogger("luafcgid.daemon.Workers");

    private final MoveClock moveClock;
    private final Crew workers;
    private final ScheduledExecutorService deadlines;
    private final long deadline;
    private final LongAdder rejected = new LongAdder();
    private volatile boolean closed;

    /**
     * Starts no worker before the first request.
     *
     * @param places   requests that run at the same time, at least 1, not counting those that take long
     * @param most     threads, no fewer
     * @param queued   requests that may wait for a thread, at least 1
     * @param deadline how long one may wait
     */
    WorkerPool(int places, int most, int queued, Duration deadline, ThreadFactory factory) {
        this.deadline = deadline.toNanos();
        this.moveClock = new MoveClock(factory);
        this.workers = new Crew(moveClock, factory, places, most, queued);
        this.deadlines = Executors.newSingleThreadScheduledExecutor(factory);
        long period = Math.max(10, Math.min(1000, deadline.toMillis() / 4));
        deadlines.scheduleWithFixedDelay(this::rejectLate, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Task task) {
        if (closed) {
            reject(task, Rejection.STOPPING);
        } else if (!workers.execute(new Waiting(task))) {
            reject(task, Rejection.QUEUE_FULL);
        }
    }

    @Override
    public String strategy() {
        return "every request is handed to a worker";
    }

    @Override
    public int running() {
        return workers.running();
    }

    @Override
    public int waiting() {
        return workers.waiting();
    }

    @Override
    public int threads() {
        return workers.most();
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public boolean isIdle() {
        return workers.isIdle();
    }

    /** When all threads are stuck nobody else looks at the queue: the web server would wait for an answer that never comes. */
    private void rejectLate() {
        rejectAll(job -> job instanceof Waiting waiting && waiting.isLate(), Rejection.WAITED_TOO_LONG);
    }

    private void rejectAll(Predicate<Job> which, Rejection reason) {
        while (workers.withdraw(which) instanceof Waiting waiting) {
            reject(waiting.task, reason);
        }
    }

    private void reject(Task task, Rejection reason) {
        rejected.increment();
        task.reject(reason);
    }

    /** Rejects the requests that wait and lets those that run end, for as long as the deadline. */
    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        workers.close();
        rejectAll(job -> true, Rejection.STOPPING);
        try {
            if (!workers.await(deadline)) {
                LOG.log(Level.WARNING, "{0} requests were still running when the workers ended", running());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            moveClock.close();
        }
    }

    /** A request in the queue. */
    private final class Waiting implements Job {
        private final Task task;
        private final long since = System.nanoTime();

        private Waiting(Task task) {
            this.task = task;
        }

        @Override
        public void requestMove() {
            task.requestMove();
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
