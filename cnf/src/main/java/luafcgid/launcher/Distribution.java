package luafcgid.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.felix.framework.util.Util;

/** The folder this program was unpacked to. */
record Distribution(Path home) {
    /** The property by which the start script names the folder. */
    static final String HOME = "luafcgid.home";

    static Distribution here() throws Failure {
        String home = System.getProperty(HOME);
        if (home == null || !Files.isRegularFile(Path.of(home, "conf", "config.properties"))) {
            throw new Failure(
                    Exit.CONFIGURATION,
                    "no distribution in '" + home
                            + "': start it by bin/luafcgid, with conf/config.properties beside bin/");
        }
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    Path conf() {
        return home.resolve("conf");
    }

    Path www() {
        return home.resolve("www");
    }

    Path script() {
        return home.resolve("bin/luafcgid");
    }

    /** The framework's properties: those of conf/config.properties under the given ones and the system's. */
    Map<String, String> properties(Map<String, String> given) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(conf().resolve("config.properties"))) {
            properties.load(in);
        }
        properties.putAll(given);
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("felix.") || name.startsWith("org.osgi.framework.")) {
                properties.setProperty(name, System.getProperty(name));
            }
        }
        Map<String, String> substituted = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            substituted.put(name, given.containsKey(name) ? value : Util.substVars(value, name, null, properties));
        }
        return substituted;
    }
}
