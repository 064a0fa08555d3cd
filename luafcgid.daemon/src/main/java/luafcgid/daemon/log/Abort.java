package luafcgid.daemon.log;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Ends a daemon that cannot serve: one line for the user, an exit status for the launcher, and the framework stops. */
public final class Abort {
    /** The system property in which the launcher finds the exit status. */
    public static final String EXIT = "luafcgid.exit";

    /** Something that is needed cannot be had: an address in use, a folder that is not writable. */
    public static final int UNAVAILABLE = 1;

    /** The configuration is wrong: EX_CONFIG of sysexits.h. */
    public static final int CONFIGURATION = 78;

    private Abort() {}

    static boolean isUnderWay() {
        return System.getProperty(EXIT) != null;
    }

    /** Says why, once, and stops the framework on another thread. */
    public static void because(BundleContext context, String reason, int exit) {
        synchronized (Abort.class) {
            if (System.getProperty(EXIT) == null) {
                System.setProperty(EXIT, Integer.toString(exit));
                System.err.println("luafcgid: " + Lines.escape(reason));
            }
        }
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException e) {
            throw new IllegalStateException("the framework does not stop", e);
        }
    }
}
