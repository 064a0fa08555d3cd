package luafcgid.test.web;

import java.util.Locale;

/** How a web server reaches the daemon. */
enum Way {
    UNIX(true, false),
    UNIX_KEPT(true, true),
    TCP(false, false),
    TCP_KEPT(false, true),
    /** Kept, with several requests at once on a connection. */
    MULTIPLEXED(true, true);

    private final boolean unix;
    private final boolean kept;

    Way(boolean unix, boolean kept) {
        this.unix = unix;
        this.kept = kept;
    }

    /** Over a Unix socket, else TCP. */
    boolean unix() {
        return unix;
    }

    /** Whether connections stay open for further requests. */
    boolean kept() {
        return kept;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
