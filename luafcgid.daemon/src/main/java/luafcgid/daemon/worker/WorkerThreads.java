package luafcgid.daemon.worker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.StateThread;

/** Makes worker threads: such that Lua runs best on. */
final class WorkerThreads implements ThreadFactory {
    private final AtomicInteger number = new AtomicInteger();
    private final long stackBytes;

    WorkerThreads() {
        this(StateThread.STACK_BYTES);
    }

    /**
     * With the stack that is configured.
     *
     * @param stackBytes how large it is, about
     */
    WorkerThreads(long stackBytes) {
        this.stackBytes = stackBytes;
    }

    @Override
    public Thread newThread(Runnable work) {
        return new StateThread(null, work, "luafcgid-worker-" + number.incrementAndGet(), stackBytes);
    }
}
