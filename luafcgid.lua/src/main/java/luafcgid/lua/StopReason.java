package luafcgid.lua;

/** Why a script was told to stop. */
public enum StopReason {
    /** It ran longer than the watchdog allows. */
    WATCHDOG("ran longer than the watchdog allows"),
    /** It used more processor time than a request may. */
    CPU("used more processor time than the limit cpu allows"),
    /** It allocated more bytes than a request may, whether or not it had let go of them. */
    ALLOCATION("allocated more than the limit allocation allows"),
    /** Memory was short, and it had allocated more than the other requests. */
    MEMORY("had allocated most when memory was short"),
    /** Its response was longer than one may be. */
    OUTPUT("sent more than the limit output allows"),
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
