package luafcgid.daemon.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Begins every request on the I/O thread that read it and moves it to a worker when it blocks or, asked to by the {@link MoveClock},
 * gives way. Handing each request to another thread would cost a small one more than running it.
 *
 * <p>A request is a virtual thread, so that moving keeps its identity, its locks and its thread-locals.
 */
final class InPlaceExecutor implements Workers {
    private final ThreadPoolExecutor workers;
    private final MoveClock clock;
    private final int limit;
    private final AtomicInteger inProgress = new AtomicInteger();
    private final LongAdder rejected = new LongAdder();
    private volatile boolean closed;

    /**
     * @param threads workers for what has moved, at least 1
     * @param limit   requests in progress, at most; more are rejected
     */
    InPlaceExecutor(int threads, int limit, ThreadFactory factory) {
        this.limit = limit;
        this.workers =
                new ThreadPoolExecutor(threads, threads, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        workers.allowCoreThreadTimeOut(true);
        this.clock = new MoveClock(factory);
    }

    @Override
    public void execute(Task task) {
        if (closed || inProgress.get() >= limit) {
            rejected.increment();
            task.reject(closed ? Rejection.STOPPING : Rejection.QUEUE_FULL);
            return;
        }
        inProgress.incrementAndGet();
        new Run(task).begin();
    }

    @Override
    public String strategy() {
        return "requests begin in place and move to a worker when they block or take long";
    }

    @Override
    public int running() {
        return workers.getActiveCount();
    }

    @Override
    public int threads() {
        return workers.getMaximumPoolSize();
    }

    @Override
    public int waiting() {
        return workers.getQueue().size();
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public boolean isIdle() {
        return inProgress.get() == 0;
    }

    /** Takes no more requests. Those in progress go on: whoever closed the connections waited for them. */
    @Override
    public void close() {
        closed = true;
        clock.close();
        workers.shutdown();
    }

    /** One request: the work of its thread, and that thread's scheduler. */
    private final class Run implements Runnable, Executor {
        private final Task task;
        private final Thread thread;
        /** What the start hands to the scheduler; run by {@link #begin} when the start has returned. */
        private @Nullable Runnable first;

        private final AtomicBoolean begun = new AtomicBoolean();

        private Run(Task task) {
            this.task = task;
            this.thread = VirtualThreads.make(this, this);
        }

        private void begin() {
            thread.start();
            Runnable part = first;
            if (part == null) {
                throw new IllegalStateException("the request's thread was not handed to its scheduler");
            }
            first = null;
            MoveClock.Place place = clock.enter(task);
            try {
                part.run();
            } finally {
                clock.leave(place);
            }
        }

        @Override
        public void execute(Runnable part) {
            if (begun.compareAndSet(false, true)) {
                first = part;
            } else {
                workers.execute(part);
            }
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                inProgress.decrementAndGet();
            }
        }
    }
}
