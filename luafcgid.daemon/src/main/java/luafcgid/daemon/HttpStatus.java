package luafcgid.daemon;

/** The HTTP statuses that the daemon itself answers with. */
public enum HttpStatus {
    OK(200, "OK"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable"),
    GATEWAY_TIMEOUT(504, "Gateway Timeout");

    private final int code;
    private final String reason;

    HttpStatus(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /** Code and reason phrase, as in a {@code Status} header. */
    @Override
    public String toString() {
        return code + " " + reason;
    }
}
