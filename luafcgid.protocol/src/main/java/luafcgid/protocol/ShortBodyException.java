package luafcgid.protocol;

import java.io.EOFException;

/**
 * A stream of a request ended before the length that was announced for it: what was read is not the whole, and must not be acted
 * upon as if it were (FastCGI 1.0, section 6.2).
 */
public final class ShortBodyException extends EOFException {
    private static final long serialVersionUID = 1L;

    private final long announced;
    private final long received;

    /**
     * @param announced bytes that were to come
     * @param received  bytes that came
     */
    public ShortBodyException(long announced, long received) {
        super("short body: " + received + " of " + announced + " bytes");
        this.announced = announced;
        this.received = received;
    }

    /** Bytes that were to come. */
    public long announced() {
        return announced;
    }

    /** Bytes that came. */
    public long received() {
        return received;
    }
}
