package luafcgid.protocol.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.ListenAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebServerAddrsTest {
    private static final ListenAddress INHERITED = ListenAddress.parse("fd:0");

    private static AllowedPeers of(ListenAddress address, String value) {
        return WebServerAddrs.of(address, Map.of("FCGI_WEB_SERVER_ADDRS", value));
    }

    @Test
    void theVariableIsForTheSocketThatIsInherited() {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertFalse(of(INHERITED, "10.0.0.1").admits(peer));
        assertTrue(of(INHERITED, "10.0.0.1,127.0.0.1").admits(peer));
        assertSame(AllowedPeers.ANYBODY, of(ListenAddress.parse(":9000"), "10.0.0.1"));
        assertSame(AllowedPeers.ANYBODY, WebServerAddrs.of(INHERITED, Map.of()));
    }

    @Test
    void aVariableThatIsNotWellFormedAdmitsNobody() {
        assertSame(AllowedPeers.NOBODY, of(INHERITED, "10.0.0.1 127.0.0.1"));
        assertSame(AllowedPeers.NOBODY, of(INHERITED, ""));
    }
}
