package luafcgid.ext.shared;

/** A value that is no plain data; the message says what it is instead, and where in the value that was to be shared. */
final class UnsharableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String what;

    UnsharableException(String what) {
        this("", what);
    }

    private UnsharableException(String path, String what) {
        super("value" + path + " " + what, null, false, false);
        this.path = path;
        this.what = what;
    }

    /** The same at a place in a table. */
    UnsharableException at(String place) {
        return new UnsharableException(place + path, what);
    }
}
