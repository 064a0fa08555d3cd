package luafcgid.launcher;

/** Exit statuses, as sysexits.h and the init scripts' rules have them. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    /** What {@code status} says of a daemon that does not run. */
    static final int NOT_RUNNING = 3;

    static final int USAGE = 64;
    static final int NO_INPUT = 66;
    static final int UNAVAILABLE = 69;
    static final int CANNOT_CREATE = 73;
    static final int CONFIGURATION = 78;

    private Exit() {}
}
