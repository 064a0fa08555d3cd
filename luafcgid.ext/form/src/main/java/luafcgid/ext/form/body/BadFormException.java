package luafcgid.ext.form.body;

/** A request's form cannot be taken, for a reason that its client caused. */
public final class BadFormException extends Exception {
    private static final long serialVersionUID = 1L;

    public static final int MALFORMED = 400;
    public static final int TOO_LARGE = 413;
    public static final int UNSUPPORTED = 415;

    private final int status;

    /** @param status of HTTP that says so */
    private BadFormException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public static BadFormException malformed(String message) {
        return new BadFormException(MALFORMED, message);
    }

    /**
     * Something is over a limit.
     *
     * @param what is too large, as in "the form has more fields than"
     * @param name of the limit, as options and settings call it
     */
    public static BadFormException over(String what, long limit, String unit, String name) {
        return new BadFormException(
                TOO_LARGE, what + " " + limit + (unit.isEmpty() ? "" : " " + unit) + " (" + name + ")");
    }

    public static BadFormException unsupported(String message) {
        return new BadFormException(UNSUPPORTED, message);
    }

    public int status() {
        return status;
    }
}
