package luafcgid.daemon.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import luafcgid.protocol.RequestExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Looks every millisecond at the requests that run on I/O threads and asks those to give way that it saw before. It sleeps while no
 * such thread has been busy for a while.
 */
final class MoveClock implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;
    private static final int IDLE_TICKS = 100;

    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Place> ofThread = ThreadLocal.withInitial(() -> {
        Place place = new Place();
        places.add(place);
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

    /** An I/O thread, and the request that it runs. */
    static final class Place {
        private volatile RequestExecutor.@Nullable Task task;
        /** Seen by the clock only. */
        private RequestExecutor.@Nullable Task seen;
    }

    /** The calling thread begins to run a request. */
    Place enter(RequestExecutor.Task task) {
        Place place = ofThread.get();
        place.task = task;
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
        return place;
    }

    /** The request has ended or moved. */
    void leave(Place place) {
        place.task = null;
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
            RequestExecutor.Task now = place.task;
            if (now != null) {
                busy = true;
                if (now == place.seen) {
                    now.requestMove();
                }
            }
            place.seen = now;
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
