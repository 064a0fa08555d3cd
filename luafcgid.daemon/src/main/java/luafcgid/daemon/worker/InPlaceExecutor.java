package luafcgid.daemon.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
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
    private final MoveClock clock;
    private final Crew workers;
    private final int limit;
    /**
     * Requests in progress that have left the thread on which they began. The others are one for each such thread, at most, and a
     * count that these share would cost a small request more than anything else here.
     */
    private final AtomicInteger moved = new AtomicInteger();

    private final LongAdder rejected = new LongAdder();
    private volatile boolean closed;

    /**
     * @param places requests that have moved and compute, at a time, at least 1
     * @param most   threads for what has moved, no fewer
     * @param limit  requests in progress that have moved, at most; while there are as many, others are rejected
     */
    InPlaceExecutor(int places, int most, int limit, ThreadFactory factory) {
        this.limit = limit;
        this.clock = new MoveClock(factory);
        this.workers = new Crew(clock, factory, places, most, Integer.MAX_VALUE);
    }

    @Override
    public void execute(Task task) {
        if (closed || moved.get() >= limit) {
            rejected.increment();
            task.reject(closed ? Rejection.STOPPING : Rejection.QUEUE_FULL);
            return;
        }
        new Run(task).begin();
    }

    @Override
    public String strategy() {
        return "requests begin in place and move to a worker when they block or take long";
    }

    @Override
    public int running() {
        return workers.running();
    }

    @Override
    public int threads() {
        return workers.most();
    }

    @Override
    public int waiting() {
        return workers.waiting();
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public boolean isIdle() {
        return moved.get() == 0;
    }

    /** Takes no more requests. Those in progress go on: whoever closed the connections waited for them. */
    @Override
    public void close() {
        closed = true;
        clock.close();
        workers.close();
    }

    /** One request: the work of its thread, that thread's scheduler, and each part of its run up to where it blocks or yields. */
    private final class Run implements Runnable, Executor {
        private static final int IN_PLACE = 0;
        private static final int MOVED = 1;
        private static final int ENDED = 2;

        private final Task task;
        private final Thread thread;
        /** What the start hands to the scheduler; run by {@link #begin} when the start has returned. */
        private @Nullable Runnable first;
        // Plain: the parts of a run follow each other, each seen by the next.
        private boolean begun;
        private final AtomicInteger progress = new AtomicInteger();
        /** Whether the part that runs was asked to give way. */
        private volatile boolean asked;

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
            clock.run(new Part(this, part, false));
            // It may have gone on, and ended, elsewhere meanwhile.
            if (progress.get() == IN_PLACE && progress.compareAndSet(IN_PLACE, MOVED)) {
                moved.incrementAndGet();
            }
        }

        @Override
        public void execute(Runnable part) {
            if (!begun) {
                begun = true;
                first = part;
            } else {
                boolean computes = asked;
                asked = false;
                workers.execute(new Part(this, part, computes));
            }
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                if (progress.getAndSet(ENDED) == MOVED) {
                    moved.decrementAndGet();
                }
            }
        }
    }

    private record Part(Run request, Runnable work, boolean comesLater) implements Job {
        @Override
        public void run() {
            work.run();
        }

        @Override
        public void requestMove() {
            request.asked = true;
            request.task.requestMove();
        }
    }
}
