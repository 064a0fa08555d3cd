package luafcgid.daemon;

/** The HTTP statuses that the daemon itself answers with. */
public enum HttpStatus {
    OK(200),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONTENT_TOO_LARGE(413),
    INTERNAL_SERVER_ERROR(500),
    SERVICE_UNAVAILABLE(503),
    GATEWAY_TIMEOUT(504);

    private final int code;

    HttpStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Code and reason phrase, as in a {@code Status} header. */
    @Override
    public String toString() {
        return StatusLine.of(code);
    }
}
