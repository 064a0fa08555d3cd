package luafcgid.daemon;

import java.util.Locale;

/** What goes to the web server's error log (FCGI_STDERR), beside the daemon's own. */
public enum Stderr {
    /** Nothing. */
    NONE(false, false),
    /** What scripts write by {@code con:log}. */
    LOG(true, false),
    /** Why scripts failed. */
    ERRORS(false, true),
    /** Both. */
    ALL(true, true);

    private final boolean log;
    private final boolean errors;

    Stderr(boolean log, boolean errors) {
        this.log = log;
        this.errors = errors;
    }

    public boolean log() {
        return log;
    }

    public boolean errors() {
        return errors;
    }

    /**
     * The value of that name, in lower case as configuration has it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Stderr of(String name) {
        for (Stderr each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("stderr=" + name + " is not none, log, errors or all");
    }
}
