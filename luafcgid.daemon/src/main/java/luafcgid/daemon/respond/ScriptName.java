package luafcgid.daemon.respond;

import java.nio.file.Path;
import luafcgid.protocol.Params;
import org.jspecify.annotations.Nullable;

/** The script that a web server names. */
final class ScriptName {
    private static final String APACHE = "proxy:";

    private ScriptName() {}

    /**
     * SCRIPT_FILENAME, without what Apache's mod_proxy_fcgi puts before it ({@code proxy:fcgi://host:port} or {@code
     * proxy:balancer://name}); null when it is missing or empty.
     */
    static @Nullable String of(Params params) {
        String name = params.get("SCRIPT_FILENAME");
        if (name == null || name.isEmpty()) {
            return null;
        }
        if (!name.startsWith(APACHE)) {
            return name;
        }
        int authority = name.indexOf("://");
        int path = authority < 0 ? -1 : name.indexOf('/', authority + "://".length());
        return path < 0 ? name : name.substring(path);
    }

    /** Whether a script may have that name: control characters are there to be read differently by others. */
    static boolean isPossible(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The path of that name. One that ends with a slash is a folder's, though Java would drop the slash.
     *
     * @throws java.nio.file.InvalidPathException when there can be no such file
     */
    static Path path(String name) {
        return Path.of(name.endsWith("/") ? name + "." : name);
    }
}
