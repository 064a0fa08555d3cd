package luafcgid.daemon;

/** The daemon's version. */
public final class Version {
    /** As scripts see it in {@code LUAFCGID_VERSION}: three numbers. */
    public static final String TEXT = "3.0.0";

    private Version() {}
}
