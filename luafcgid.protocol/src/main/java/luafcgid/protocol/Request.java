package luafcgid.protocol;

import java.io.InputStream;

/** One request, as the web server sent it. Used by one thread at a time, except where a method says otherwise. */
public interface Request {
    /** What the web server asks for. */
    Role role();

    /** The CGI variables. */
    Params params();

    /**
     * The body (FCGI_STDIN), always the same stream, never null. Reading blocks until bytes arrive or the body ends, and throws
     * {@link RequestAbortedException} once the request is aborted. Closing it does nothing: the rest is drained.
     */
    InputStream body();

    /** Whether the whole body has arrived, so that reading it cannot block. Any thread. */
    boolean isComplete();

    /** Whether the web server gave the request up (FCGI_ABORT_REQUEST, section 5.4, or a closed connection). Any thread. */
    boolean isAborted();

    /**
     * Has {@code action} run once if the request is aborted before it ends; at once when it already was. It runs on an I/O
     * thread and must not block. A second call replaces the first one's action.
     */
    void onAbort(Runnable action);

    /**
     * Has {@code action} run, any number of times, when the thread that runs the request is wanted by others: it tells an engine to
     * give way, by {@link Thread#yield()}, at its next safe point. It runs on another thread and must not block. A second call
     * replaces the first one's action. Without such an action the request keeps its thread until it blocks or ends.
     */
    default void onMove(Runnable action) {}
}
