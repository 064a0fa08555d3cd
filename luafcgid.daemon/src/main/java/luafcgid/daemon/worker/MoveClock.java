package luafcgid.daemon.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks every millisecond at the requests that run and asks those to give way that it saw before. It sleeps while nothing has begun
 * for a while.
 */
final class MoveClock implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;
    private static final int IDLE_TICKS = 100;

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Place> ofThread = ThreadLocal.withInitial(() -> {
        Place place = new Place();
        add(place);
        return place;
    });
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    MoveClock(ThreadFactory factory) {
        thread = factory.newThread(this::run);
        thread.setName("luafcgid-move");
        thread.start();
    }

    /** A thread that runs requests, one after the other; here for as long as one of them keeps it. */
    static class Place {
        private static final VarHandle JOB;
        private static final VarHandle RUNS;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                JOB = lookup.findVarHandle(Place.class, "job", Job.class);
                RUNS = lookup.findVarHandle(Place.class, "runs", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        /** Looks at the same run after which its thread is taken to be kept: it was asked at the one before. */
        private static final int KEPT = 2;

        private volatile @Nullable Job job;
        private volatile int runs;
        private volatile boolean asked;
        /** Counted by the thread itself: {@code runs} is for others to see. */
        private int begun;
        /** Seen by the clock only, as is the next. */
        private int seen;

        private int looks;

        /** The job begins on this thread. */
        private void enter(Job now) {
            // In this order: who sees the job sees the number of its run too.
            if (asked) {
                asked = false;
            }
            RUNS.setRelease(this, ++begun);
            // The one full fence: behind it this thread looks whether the clock sleeps.
            job = now;
        }

        private void leave() {
            JOB.setRelease(this, null);
        }

        /** Whether it is that run still. Any thread. */
        final boolean isAt(int run) {
            return job != null && runs == run;
        }

        /** Whether the last run was asked to give way. The thread of this place. */
        final boolean wasAsked() {
            return asked;
        }

        /** The run has been asked to give way and goes on. Called by the clock. */
        void kept(int run) {}

        /** Whether anything has begun since the last look. */
        private boolean look() {
            Job now = job;
            int run = runs;
            if (run != seen) {
                seen = run;
                looks = 0;
                return true;
            }
            if (now != null) {
                asked = true;
                now.requestMove();
                if (++looks == KEPT) {
                    kept(run);
                }
            }
            return false;
        }
    }

    /** Has the clock look at that place too. */
    void add(Place place) {
        places.add(place);
    }

    void remove(Place place) {
        places.remove(place);
    }

    /** Runs the job on the calling thread, one that does not belong to the workers. */
    void run(Job job) {
        run(ofThread.get(), job);
    }

    /** The same on the thread of that place. */
    void run(Place place, Job job) {
        place.enter(job);
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
        try {
            job.run();
        } finally {
            place.leave();
        }
    }

    private void run() {
        int idle = 0;
        while (!closed) {
            LockSupport.parkNanos(this, TICK_NANOS);
            if (look()) {
                idle = 0;
            } else if (++idle >= IDLE_TICKS) {
                sleep();
                idle = 0;
            }
        }
    }

    private boolean look() {
        boolean busy = false;
        for (Place place : places) {
            busy |= place.look();
        }
        return busy;
    }

    private void sleep() {
        asleep = true;
        // Looked at once more: who entered before the flag was up did not wake us.
        if (look()) {
            asleep = false;
            return;
        }
        while (asleep && !closed) {
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
