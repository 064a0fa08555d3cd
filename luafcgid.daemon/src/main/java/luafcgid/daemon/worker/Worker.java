package luafcgid.daemon.worker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import luafcgid.lua.StateThread;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link Crew}. */
final class Worker extends MoveClock.Place implements Runnable {
    private final Crew crew;
    private final MoveClock clock;
    private final Thread thread;
    private boolean started;

    /** What it is to do next; guarded by the crew, as is what follows. */
    private @Nullable Job job;
    /** Whether a job keeps this thread for itself, so that it counts no more. */
    private boolean kept;

    Worker(Crew crew, MoveClock clock, ThreadFactory factory) {
        this.crew = crew;
        this.clock = clock;
        this.thread = factory.newThread(this);
    }

    /** Under the crew's lock: gives it a job, to be followed by {@link #begin} outside. */
    void give(Job next) {
        job = next;
        kept = false;
    }

    /** Under the crew's lock: the job given and not begun yet. */
    @Nullable
    Job take() {
        Job next = job;
        job = null;
        return next;
    }

    /** Under the crew's lock. */
    boolean isKept() {
        return kept;
    }

    /** Under the crew's lock: true when the job of that run has its thread for itself from now on. */
    boolean keep(int run) {
        if (kept || !isAt(run)) {
            return false;
        }
        kept = true;
        return true;
    }

    /**
     * Has the thread do what it was given. By the thread that gave it.
     *
     * @throws OutOfMemoryError when the system gives no more threads
     */
    void begin() {
        if (started) {
            wake();
        } else {
            started = true;
            thread.start();
        }
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void run() {
        clock.add(this);
        for (Job now = crew.first(this); now != null; now = crew.next(this)) {
            if (thread instanceof StateThread lua) {
                lua.nextJob();
            }
            try {
                clock.run(this, now);
            } catch (Throwable e) {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
            if (wasAsked()) {
                // It had its share of the processor: I/O threads and quick requests want theirs.
                Thread.yield();
            }
        }
        clock.remove(this);
    }

    @Override
    void kept(int run) {
        crew.kept(this, run);
    }
}
