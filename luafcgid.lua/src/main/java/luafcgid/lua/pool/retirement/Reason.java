package luafcgid.lua.pool.retirement;

/** Why a state goes. */
public enum Reason {
    UNFIT("it is not fit for another request"),
    CHANGED("its script, or something that it has loaded, has changed"),
    TOO_MANY("there are more states than there may be"),
    ROOM("another script needs its place"),
    WORN("it has served as many requests as 'maxcount' allows"),
    OUTGROWN("it keeps more than 'retained' allows"),
    UNUSED("it was unused for longer than 'idle' allows"),
    THROWN_AWAY("it was made for one request, above the limits of states"),
    CLOSED("the pool is closed");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** For the log. */
    public String text() {
        return text;
    }
}
