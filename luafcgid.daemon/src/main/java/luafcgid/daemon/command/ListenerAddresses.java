package luafcgid.daemon.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import luafcgid.daemon.settings.Settings;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.ListenAddress;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Looks at the addresses in the configuration of fronts. While a check runs they are off, so that their own components do not. */
final class ListenerAddresses {
    private static final String LISTENER = "luafcgid.protocol.Listener";
    private static final String FRONTS = "(|(service.factoryPid=" + LISTENER + ")(service.pid=luafcgid.ext.web.Http))";

    private final ConfigurationAdmin admin;
    private final Settings given;

    /** @param given the settings of the command line */
    ListenerAddresses(ConfigurationAdmin admin, Settings given) {
        this.admin = admin;
        this.given = given;
    }

    void check(Problems problems) throws IOException {
        Map<String, Dictionary<String, Object>> fronts = new TreeMap<>();
        try {
            Configuration[] found = admin.listConfigurations(FRONTS);
            for (Configuration front : found == null ? new Configuration[0] : found) {
                Dictionary<String, Object> properties = front.getProperties();
                given.applyTo(front.getPid(), properties);
                fronts.put(front.getPid(), properties);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(FRONTS, e);
        }
        fronts.forEach((pid, properties) -> {
            Object address = properties.get("address");
            if (address != null && !address.equals("off")) {
                try {
                    ListenAddress parsed = ListenAddress.parse(address.toString());
                    if (pid.startsWith(LISTENER)) {
                        AllowedPeers.parse(texts(properties.get("allowed")))
                                .objection(parsed)
                                .ifPresent(why -> problems.add(pid + ": " + parsed + ": " + why));
                    }
                } catch (IllegalArgumentException e) {
                    problems.add(pid + ": " + e.getMessage());
                }
            }
        });
    }

    /** A value that is a list, in one of the forms that configurations have for it. */
    private static List<String> texts(@Nullable Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(String::valueOf).toList();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}
