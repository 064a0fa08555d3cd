package luafcgid.daemon;

/** A request failed after a part of its response was sent: no other answer can be given instead. The cause says why. */
public final class CutShortException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param cause what would have become an error page */
    public CutShortException(Exception cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
