package luafcgid.daemon.session;

/** What a store of sessions cannot do now. The message is what a script's author should read. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SessionException(String message) {
        super(message);
    }

    public SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
