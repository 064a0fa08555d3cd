package luafcgid.daemon.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The fronts that configurations ask for, with the command line's settings taken into account. */
record ConfiguredFronts(ConfigurationAdmin admin, ServiceReference<ConfigurationAdmin> reference) {
    static final String LISTENER = "luafcgid.protocol.Listener";
    static final String HTTP = "luafcgid.ext.web.Http";

    List<Readiness.Expected> list() {
        Configuration[] configurations;
        try {
            configurations =
                    admin.listConfigurations("(|(service.factoryPid=" + LISTENER + ")(service.pid=" + HTTP + "))");
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the configurations cannot be listed", e);
        }
        List<Readiness.Expected> expected = new ArrayList<>();
        for (Configuration configuration : configurations == null ? new Configuration[0] : configurations) {
            String address = address(configuration.getProcessedProperties(reference));
            if (!configuration.getPid().equals(HTTP) || !address.equals("off")) {
                expected.add(new Readiness.Expected(configuration.getPid(), address));
            }
        }
        return expected;
    }

    private static String address(Dictionary<String, Object> properties) {
        Object address = properties == null ? null : properties.get("address");
        return address == null ? "default address" : address.toString();
    }
}
