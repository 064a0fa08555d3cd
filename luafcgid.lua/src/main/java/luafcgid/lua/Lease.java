package luafcgid.lua;

/** A state in use by one request. Closed by the thread that claimed it; closing twice is an error that says so. */
public interface Lease extends AutoCloseable {
    /** The state. Not to be used after {@link #close()}. */
    State state();

    /** As {@link State#requestStop}, but does nothing once the lease is closed: never hits the next request. Any thread. */
    void requestStop(StopReason reason);

    /**
     * Has the script give way to others, by {@link Thread#yield()}, at its next safe point; does nothing once the lease is closed.
     * Any thread.
     */
    void requestMove();

    /**
     * Has {@code action} run, on another thread, when the lease was told to stop and the thread that holds it has not for so long that it is
     * given up: to answer without it. It must not block. Should that thread come back, it closes the lease as any.
     */
    void onAbandoned(Runnable action);

    @Override
    void close();
}
