package luafcgid.daemon.worker;

import luafcgid.protocol.RequestExecutor;

/** A way to give requests their threads, and what it does just now. Any thread. */
public interface Workers extends RequestExecutor, AutoCloseable {
    /** Words for the status: how requests get their threads. */
    String strategy();

    /** Worker threads that are busy. */
    int running();

    /** Worker threads, at most. */
    int threads();

    /** Requests that wait for a worker thread. */
    int waiting();

    /** Requests rejected so far. */
    long rejected();

    /** Whether no request runs, pauses or waits. */
    boolean isIdle();

    /** Takes no more requests. */
    @Override
    void close();
}
