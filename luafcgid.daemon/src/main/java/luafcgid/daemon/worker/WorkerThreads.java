package luafcgid.daemon.worker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes worker threads. */
final class WorkerThreads implements ThreadFactory {
    /**
     * Bytes of stack. Deep recursion in a script ends in a Lua error at the engine's depth limit, before this is used up. Only the
     * part that is touched costs memory.
     */
    private static final long STACK = 16 << 20;

    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "luafcgid-worker-" + number.incrementAndGet(), STACK, false);
        thread.setDaemon(true);
        // Not the starter's: it may be the class loader of an extension, which would never be collected.
        thread.setContextClassLoader(WorkerThreads.class.getClassLoader());
        return thread;
    }
}
