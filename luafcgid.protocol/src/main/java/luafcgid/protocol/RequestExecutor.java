package luafcgid.protocol;

/** Decides which thread runs a request. A service, so that this bundle knows no Lua and no pool of workers. */
public interface RequestExecutor {
    /**
     * Runs the task, now or later, or rejects it: exactly one of {@link Task#run()} and {@link Task#reject(Rejection)} is
     * called, once. Called on an I/O thread; does not block.
     */
    void execute(Task task);

    /** One request, ready to run. */
    interface Task extends Runnable {
        /** Answers the request with an "overloaded" instead of running it. Any thread; does not block. */
        void reject(Rejection reason);

        /** Asks the request to give way; see {@link Request#onMove}. Any thread; does not block. */
        default void requestMove() {}

        /** Whether the request has been aborted meanwhile, so that running it is of no use. Any thread. */
        boolean isAborted();
    }

    /** Why a request was not run. */
    enum Rejection {
        /** As many requests as may wait are waiting. */
        QUEUE_FULL,
        /** The request waited longer than the deadline. */
        WAITED_TOO_LONG,
        /** The daemon stops. */
        STOPPING
    }
}
