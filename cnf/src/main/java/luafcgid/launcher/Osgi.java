package luafcgid.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/** The framework with its bundles, in this process. */
final class Osgi {
    /** The system property in which the daemon leaves the exit status when it stops the framework itself. */
    static final String EXIT = "luafcgid.exit";

    private final Framework framework;
    private final Map<String, String> properties;
    private boolean stopping;

    Osgi(Map<String, String> properties) {
        this.properties = properties;
        framework = new FrameworkFactory().newFramework(properties);
    }

    Framework framework() {
        return framework;
    }

    /** Starts it; returns when every bundle was started, or at once and false when it was to stop already. */
    synchronized boolean start() throws Failure {
        if (stopping) {
            return false;
        }
        List<String> errors = new ArrayList<>();
        try {
            framework.init(event -> note(event, errors));
            framework.getBundleContext().addFrameworkListener(event -> note(event, errors));
            AutoStart.of(properties).apply(framework.getBundleContext());
            framework.start();
        } catch (BundleException e) {
            throw new Failure(Exit.FAILED, "the framework does not start: " + innermost(e));
        }
        synchronized (errors) {
            if (!errors.isEmpty() && System.getProperty(EXIT) == null) {
                throw new Failure(Exit.FAILED, errors.get(0) + "; build or unpack the distribution again");
            }
        }
        return true;
    }

    private static void note(FrameworkEvent event, List<String> errors) {
        Throwable cause = event.getThrowable();
        // A component that refuses its configuration is an error too, a ServiceException: the daemon tells of those.
        if (event.getType() == FrameworkEvent.ERROR && cause instanceof BundleException) {
            synchronized (errors) {
                errors.add("bundle " + name(event.getBundle()) + " does not start: " + innermost(cause));
            }
        }
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? bundle.getLocation() : name;
    }

    static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof BundleException ? String.valueOf(cause.getMessage()) : cause.toString();
    }

    /** Waits until it was stopped, by the shell, by the daemon itself or by {@link #stop}. */
    void await() throws InterruptedException {
        FrameworkEvent event;
        do {
            event = framework.waitForStop(0);
        } while (event.getType() == FrameworkEvent.WAIT_TIMEDOUT);
    }

    /** Stops it; while it starts, as soon as that is done, for Felix can be stopped in between but then does not end. */
    synchronized void stop() throws BundleException {
        stopping = true;
        framework.stop();
    }

    void stopAndAwait() {
        try {
            stop();
            await();
        } catch (BundleException e) {
            System.err.println("luafcgid: the framework does not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit status that the daemon asked for. */
    static int status() {
        return Integer.getInteger(EXIT, Exit.OK);
    }
}
