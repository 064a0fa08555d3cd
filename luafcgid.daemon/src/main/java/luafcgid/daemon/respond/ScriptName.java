package luafcgid.daemon.respond;

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

    /** Whether it holds a control character, which no script's name does: what is behind it may be meant to be read by others. */
    static boolean isForged(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }
}
