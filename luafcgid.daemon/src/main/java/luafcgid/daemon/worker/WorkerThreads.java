package luafcgid.daemon.worker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import luafcgid.lua.StateThread;

/** Makes worker threads: such that Lua runs best on. */
final class WorkerThreads implements ThreadFactory {
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        return new StateThread(null, work, "luafcgid-worker-" + number.incrementAndGet());
    }
}
