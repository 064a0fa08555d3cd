package luafcgid.protocol;

import java.io.InputStream;

/** One request, as the web server sent it. Used by one thread at a time, except where a method says otherwise. */
public interface Request {
    /** What the web server asks for. */
    Role role();

    /** The CGI variables. */
    Params params();

    /** Whether the client asks for the head of the response only (HTTP's HEAD): a body would be thrown away, or worse. */
    default boolean isHead() {
        return role() == Role.RESPONDER && params().has("REQUEST_METHOD", "HEAD");
    }

    /**
     * Bytes of body that the web server announced (CONTENT_LENGTH), or -1 when it announced none; always -1 for an authorizer,
     * which is not told the body's length or is told that of a body that it does not get (FastCGI 1.0, section 6.3).
     */
    long contentLength();

    /**
     * The body (FCGI_STDIN), always the same stream, never null. It yields as many bytes as were announced, at most. Reading blocks until bytes arrive
     * or the body ends. It throws {@link ShortBodyException} where a body ends before its announced length, {@link
     * BodyTooLargeException} once it is longer than {@link #limitBody}, and {@link RequestAbortedException} once the request is aborted
     * or cancelled. Closing it does nothing: the rest is drained.
     */
    InputStream body();

    /**
     * The file to filter (FCGI_DATA, section 6.4), likewise, its length announced by FCGI_DATA_LENGTH and not limited by {@link #limitBody}; empty in the other roles.
     * A filter begins when its body is complete.
     */
    InputStream data();

    /** Has more than {@code bytes} of body be refused: they are thrown away as they come, and reading fails. 0 or more. */
    void limitBody(long bytes);

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
     * Has the thread that runs the request, if it waits for the body or for room for the response, and each later read or write of its,
     * fail with {@link RequestAbortedException}. The request then ends as any does, its response cut short. Any thread; does not block.
     *
     * @param why the exception's message
     */
    void cancel(String why);

    /**
     * Ends the request although the thread that runs it does not: answered by that status where nothing of a response was sent and the front
     * can do so, else cut short. What that thread still reads and writes fails, and reaches nobody. Any thread; does not block.
     *
     * @param status as in {@code 504 Gateway Timeout}
     */
    void abandon(String status);

    /**
     * Has {@code action} run, any number of times, when the thread that runs the request is wanted by others: it tells an engine to
     * give way, by {@link Thread#yield()}, at its next safe point. It runs on another thread and must not block. A second call
     * replaces the first one's action. Without such an action the request keeps its thread until it blocks or ends.
     */
    default void onMove(Runnable action) {}
}
