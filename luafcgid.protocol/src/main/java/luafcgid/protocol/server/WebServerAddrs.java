package luafcgid.protocol.server;

import java.lang.System.Logger.Level;
import java.util.Map;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.ListenAddress;

/**
 * The web servers that {@code FCGI_WEB_SERVER_ADDRS} admits (FastCGI specification, section 3.2). Whoever sets it speaks of the socket
 * that he passes on: other listeners have their own {@code allowed}.
 */
final class WebServerAddrs {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private WebServerAddrs() {}

    /** Nobody, when the variable is not well formed: who set it meant to keep somebody out. */
    static AllowedPeers of(ListenAddress address, Map<String, String> environment) {
        String value = environment.get(AllowedPeers.WEB_SERVER_ADDRS);
        if (value == null || !(address instanceof ListenAddress.Inherited)) {
            return AllowedPeers.ANYBODY;
        }
        try {
            return AllowedPeers.parseWebServerAddrs(value);
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "{0}: nobody is admitted; {1}", address, e.getMessage());
            return AllowedPeers.NOBODY;
        }
    }
}
