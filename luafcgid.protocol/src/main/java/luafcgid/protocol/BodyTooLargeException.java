package luafcgid.protocol;

import java.io.IOException;

/** A stream of a request is longer than its reader takes ({@link Request#limitBody}); what of it comes is thrown away. */
public final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    /** @param limit bytes that would have been taken */
    public BodyTooLargeException(long limit) {
        super("the body is longer than the " + limit + " bytes that are taken");
        this.limit = limit;
    }

    /** Bytes that would have been taken. */
    public long limit() {
        return limit;
    }
}
