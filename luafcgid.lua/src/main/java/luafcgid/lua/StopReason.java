package luafcgid.lua;

/** Why a script was told to stop. */
public enum StopReason {
    /** It ran longer than the watchdog allows. */
    WATCHDOG("ran longer than the watchdog allows"),
    /** The web server gave the request up. */
    ABORTED("the client has gone"),
    /** The daemon stops and does not wait any longer. */
    DRAIN("the daemon stops");

    private final String text;

    StopReason(String text) {
        this.text = text;
    }

    /** Words for a log entry or an error page. */
    public String text() {
        return text;
    }
}
