package luafcgid.daemon;

/** The daemon's version. */
public final class Version {
    /** As scripts see it in {@code LUAFCGID_VERSION}. luafcgid was 1 and luafcgid2 is 2: scripts compare it with these. */
    public static final int MAJOR = 3;

    /** Three numbers, the first of which is {@link #MAJOR}. */
    public static final String TEXT = "3.0.0";

    private Version() {}
}
