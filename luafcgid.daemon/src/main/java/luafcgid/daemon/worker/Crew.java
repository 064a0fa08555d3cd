package luafcgid.daemon.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run jobs. So many run at a time, not counting those that the {@link MoveClock} has found to be kept by their job: what
 * blocks or computes without end takes nobody's place, until there are no more threads to be had.
 *
 * <p>The lock guards all fields, and those of workers that say so. Under it no thread is started or woken, and no job runs.
 */
final class Crew {
    /** Not longer: each may hold a stack of megabytes. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final MoveClock clock;
    private final ThreadFactory factory;
    private final int places;
    private final int most;
    private final int queued;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final ArrayDeque<Job> waiting = new ArrayDeque<>();
    /** Who worked last is asked first: its stack is warm, and those that are not needed any more get old. */
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();

    private int workers;
    /** Workers that run a job and are not kept by it. */
    private int placesTaken;

    private boolean closed;

    /**
     * Starts no thread before the first job.
     *
     * @param places jobs that run at a time, at least 1, not counting those that keep their thread
     * @param most   threads, no fewer
     * @param queued jobs that may wait
     */
    Crew(MoveClock clock, ThreadFactory factory, int places, int most, int queued) {
        this.clock = clock;
        this.factory = factory;
        this.places = places;
        this.most = most;
        this.queued = queued;
    }

    /** Runs the job, now or later; false when too many wait already. Any thread; does not block. */
    boolean execute(Job job) {
        Worker worker;
        lock.lock();
        try {
            boolean full = waiting.size() >= queued;
            worker = waiting.isEmpty() ? hire() : null;
            if (worker != null) {
                worker.give(job);
            } else if (full) {
                return false;
            } else {
                waiting.add(job);
            }
        } finally {
            lock.unlock();
        }
        if (worker != null) {
            begin(worker);
        }
        return true;
    }

    /** Somebody to give a job to, or null when no other one may begin now. */
    private @Nullable Worker hire() {
        if (placesTaken == places || (idle.isEmpty() && workers == most)) {
            return null;
        }
        placesTaken++;
        Worker worker = idle.poll();
        if (worker == null) {
            workers++;
            worker = new Worker(this, clock, factory);
        }
        return worker;
    }

    private void begin(Worker worker) {
        try {
            worker.begin();
        } catch (OutOfMemoryError e) {
            // The system gives no more threads: the job waits for one of those that there are.
            lock.lock();
            try {
                workers--;
                placesTaken--;
                if (workers == 0) {
                    throw e;
                }
                waiting.add(Objects.requireNonNull(worker.take()));
            } finally {
                lock.unlock();
            }
        }
    }

    /** What a new worker begins with. */
    @Nullable
    Job first(Worker worker) {
        lock.lock();
        try {
            return worker.take();
        } finally {
            lock.unlock();
        }
    }

    /** The next job of a worker that has done one, waited for; null when there was none for long. */
    @Nullable
    Job next(Worker worker) {
        lock.lock();
        try {
            if (!worker.isKept()) {
                placesTaken--;
            }
            if (placesTaken < places) {
                Job job = waiting.poll();
                if (job != null) {
                    placesTaken++;
                    worker.give(job);
                    return worker.take();
                }
            }
            idle.push(worker);
        } finally {
            lock.unlock();
        }
        return rest(worker);
    }

    private @Nullable Job rest(Worker worker) {
        long until = System.nanoTime() + IDLE_NANOS;
        while (true) {
            long left = until - System.nanoTime();
            lock.lock();
            try {
                Job job = worker.take();
                if (job != null) {
                    return job;
                }
                if (closed || left <= 0) {
                    idle.remove(worker);
                    workers--;
                    ended.signalAll();
                    return null;
                }
            } finally {
                lock.unlock();
            }
            LockSupport.parkNanos(this, left);
        }
    }

    /** The job of that run keeps its worker: others may have its place. */
    void kept(Worker worker, int run) {
        List<Worker> hired = new ArrayList<>();
        lock.lock();
        try {
            if (worker.keep(run)) {
                placesTaken--;
            }
            while (!waiting.isEmpty()) {
                Worker another = hire();
                if (another == null) {
                    break;
                }
                another.give(Objects.requireNonNull(waiting.poll()));
                hired.add(another);
            }
        } finally {
            lock.unlock();
        }
        hired.forEach(this::begin);
    }

    /** Takes the job that has waited longest out of the queue, if it is such a one. */
    @Nullable
    Job withdraw(Predicate<Job> which) {
        lock.lock();
        try {
            Job first = waiting.peek();
            return first != null && which.test(first) ? waiting.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Jobs that wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Jobs that run. */
    int running() {
        lock.lock();
        try {
            return workers - idle.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no job runs or waits. */
    boolean isIdle() {
        return waiting() + running() == 0;
    }

    /** Threads, at most. */
    int most() {
        return most;
    }

    /** Threads end as soon as there is nothing for them. Jobs that come all the same still run. */
    void close() {
        List<Worker> dismissed;
        lock.lock();
        try {
            closed = true;
            dismissed = List.copyOf(idle);
        } finally {
            lock.unlock();
        }
        dismissed.forEach(Worker::wake);
    }

    /** Waits until all threads have ended; false when they have not in time. */
    boolean await(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (workers > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            return workers == 0;
        } finally {
            lock.unlock();
        }
    }
}
