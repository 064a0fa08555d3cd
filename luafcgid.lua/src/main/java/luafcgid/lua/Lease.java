package luafcgid.lua;

/** A state in use by one request. Closed by the thread that claimed it; closing twice is an error that says so. */
public interface Lease extends AutoCloseable {
    /** The state. Not to be used after {@link #close()}. */
    State state();

    /** Marks the state as not fit for another request: it is closed with the lease. */
    void retire(String why);

    @Override
    void close();
}
