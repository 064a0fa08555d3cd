package luafcgid.launcher.migration;

/** A value has no meaning; the message says what is needed. */
final class Invalid extends Exception {
    private static final long serialVersionUID = 1;

    Invalid(String needed) {
        super(needed);
    }
}
