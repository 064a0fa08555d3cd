package luafcgid.protocol;

import java.io.IOException;

/** The web server gave the request up, or its connection is gone: what is left to do for it is to clean up. */
public final class RequestAbortedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RequestAbortedException(String message) {
        super(message);
    }
}
