package luafcgid.daemon;

/** A request that is answered with an HTTP status without being given to a script, or instead of going on in one. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String message;

    /** @param message what a person may read on the page */
    public RefusedException(HttpStatus status, String message) {
        super(message);
        this.status = status;
        this.message = message;
    }

    public HttpStatus status() {
        return status;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
