package luafcgid.ext.sql.vendor;

/** There is no connecting to that: the message says why. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceException(String message) {
        super(message);
    }
}
