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
    /** For what has blocked. */
    private final Crew workers;
    /**
     * For what has computed until it was asked to give way. Apart from the others, so that a page that has its answer from a database
     * does not queue up behind calculations, and on threads that let others go first: else a quick request waits for the end of a
     * calculation's time slice wherever these outnumber the processors.
     */
    private final Crew computers;

    private final int limit;
    /**
     * Requests in progress that have left the thread on which they began. The others are one for each such thread, at most, and a
     * count that these share would cost a small request more than anything else here.
     */
    private final AtomicInteger moved = new AtomicInteger();

    private final LongAdder rejected = new LongAdder();
    private volatile boolean closed;

    /**
     * @param places requests that have blocked, and as many that compute, which run at a time, at least 1
     * @param most   threads for the ones and for the others, no fewer
     * @param limit  requests in progress that have moved, at most; while there are as many, others are rejected
     * @param nice   how much less important the threads that compute are, where the system can, 0 to {@link Background#MOST}
     */
    InPlaceExecutor(int places, int most, int limit, int nice, ThreadFactory factory) {
        this.limit = limit;
        this.clock = new MoveClock(factory);
        this.workers = new Crew(clock, factory, places, most, Integer.MAX_VALUE);
        this.computers = new Crew(clock, background(factory, nice), places, most, Integer.MAX_VALUE);
    }

    private static ThreadFactory background(ThreadFactory factory, int nice) {
        return work -> factory.newThread(() -> {
            Background.enter(nice);
            work.run();
        });
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
        return workers.running() + computers.running();
    }

    @Override
    public int threads() {
        return workers.most() + computers.most();
    }

    @Override
    public int waiting() {
        return workers.waiting() + computers.waiting();
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
        computers.close();
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
        /** Who runs a part, or ran the last. Plain: a thread compares it with itself. */
        private @Nullable Thread carrier;

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
            clock.run(new Part(this, part));
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
                // Who gave way is handed over by the thread that ran it, who was woken by another one.
                Crew next = asked && Thread.currentThread() == carrier ? computers : workers;
                asked = false;
                next.execute(new Part(this, part));
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

    private record Part(Run request, Runnable work) implements Job {
        @Override
        public void run() {
            request.carrier = Thread.currentThread();
            work.run();
            // What has blocked instead of giving way begins unasked. Where it runs elsewhere by now, it is asked again
            // at the next tick.
            request.asked = false;
        }

        @Override
        public void requestMove() {
            request.asked = true;
            request.task.requestMove();
        }
    }
}
