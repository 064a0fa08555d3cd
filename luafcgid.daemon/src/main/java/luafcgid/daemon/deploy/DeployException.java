package luafcgid.daemon.deploy;

/** An artifact cannot serve. The message says why, and what to do. */
final class DeployException extends Exception {
    private static final long serialVersionUID = 1;

    /** What may come of it. */
    enum Kind {
        /** It will be no better. */
        BROKEN,
        /** So does a file look that is still being copied. */
        INCOMPLETE,
        /** What it lacks may be brought by another artifact. */
        WAITING
    }

    private final Kind kind;

    DeployException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
