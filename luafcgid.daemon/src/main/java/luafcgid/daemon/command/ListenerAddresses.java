package luafcgid.daemon.command;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import luafcgid.protocol.ListenAddress;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Looks at the addresses in the configuration of fronts. While a check runs they are off, so that their own components do not. */
final class ListenerAddresses {
    private static final String FRONTS =
            "(|(service.factoryPid=luafcgid.protocol.Listener)(service.pid=luafcgid.ext.web.Http))";

    private final ConfigurationAdmin admin;

    ListenerAddresses(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    void check(Problems problems) throws IOException {
        Map<String, Object> addresses = new TreeMap<>();
        try {
            Configuration[] found = admin.listConfigurations(FRONTS);
            for (Configuration front : found == null ? new Configuration[0] : found) {
                Object address = front.getProperties().get("address");
                addresses.put(front.getPid(), address == null ? "off" : address);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(FRONTS, e);
        }
        addresses.forEach((pid, address) -> {
            if (!address.equals("off")) {
                try {
                    ListenAddress.parse(address.toString());
                } catch (IllegalArgumentException e) {
                    problems.add(pid + ": " + e.getMessage());
                }
            }
        });
    }
}
