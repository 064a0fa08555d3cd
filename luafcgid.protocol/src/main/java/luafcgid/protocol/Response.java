package luafcgid.protocol;

import java.io.OutputStream;

/**
 * Where the answer goes. Used by one thread at a time.
 *
 * <p>Writes are buffered; a full buffer or {@code flush()} sends it. When the peer reads more slowly than the script writes, a
 * write blocks its thread until there is room; it throws {@link RequestAbortedException} when the request was aborted.
 */
public interface Response {
    /** The response: a CGI header block, an empty line, the body (section 6.2). Closing it does nothing. */
    OutputStream stdout();

    /** Messages for the web server's error log. Closing it does nothing. */
    OutputStream stderr();

    /** The exit status that a CGI program would give, 0 for success (section 5.5). */
    void appStatus(int status);
}
