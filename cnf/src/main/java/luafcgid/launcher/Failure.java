package luafcgid.launcher;

/** Ends the command with one line for the user, which names the remedy, and an exit status. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    Failure(int status, String line) {
        super(line);
        this.status = status;
    }

    int status() {
        return status;
    }

    String line() {
        return "luafcgid: " + Text.escape(String.valueOf(getMessage()));
    }
}
