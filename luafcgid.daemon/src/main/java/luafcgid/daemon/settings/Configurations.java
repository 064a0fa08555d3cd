package luafcgid.daemon.settings;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/** Sees to it that there is a configuration, if an empty one, wherever there is a setting; also when a file goes. */
final class Configurations implements ConfigurationListener {
    private final Settings settings;
    private final ConfigurationAdmin admin;

    Configurations(Settings settings, ConfigurationAdmin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    void createMissing() {
        settings.pids().forEach(this::createIfMissing);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED && settings.pids().contains(event.getPid())) {
            createIfMissing(event.getPid());
        }
    }

    private void createIfMissing(String pid) {
        try {
            if (admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + escape(pid) + ")") == null) {
                int tilde = pid.indexOf('~');
                Configuration configuration = tilde < 0
                        ? admin.getConfiguration(pid, "?")
                        : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
                configuration.update(FrameworkUtil.asDictionary(Map.of()));
            }
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("no configuration " + pid + " can be made", e);
        }
    }

    private static String escape(String pid) {
        return pid.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
