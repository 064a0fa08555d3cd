package luafcgid.daemon.admin;

import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The commands {@code luafcgid:stop} and {@code luafcgid:version}. */
@Component(
        service = Control.class,
        property = {"osgi.command.scope=luafcgid", "osgi.command.function=stop", "osgi.command.function=version"})
public final class Control {
    private final BundleContext context;

    @Activate
    public Control(BundleContext context) {
        this.context = context;
    }

    /** Stops the daemon; requests in flight are finished. The answer does not wait for that. */
    @Descriptor("stops the daemon when the requests in flight are finished")
    public String stop() throws BundleException {
        // The system bundle stops on a thread of its own.
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        return "stopping";
    }

    /** The versions of the daemon and of its Java. */
    @Descriptor("prints the versions of the daemon and of Java")
    public String version() {
        return "luafcgid " + context.getBundle().getVersion() + ", Java " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + ")";
    }
}
