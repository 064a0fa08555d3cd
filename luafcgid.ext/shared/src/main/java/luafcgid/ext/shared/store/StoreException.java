package luafcgid.ext.shared.store;

/** A store cannot do what it was asked to. The message is for scripts: short, lower case, with the value and the remedy. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message, null, false, false);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
