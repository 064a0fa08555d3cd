package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AllowedPeersTest {
    private static InetSocketAddress peer(String address) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), 40000);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "128.0.0.0/1, 255.1.1.1, true",
        "128.0.0.0/1, 127.1.1.1, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "::/0, fe80::1, true",
        "::1, ::1, true",
        "::1, 127.0.0.1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
        "'10.0.0.1, ::1', ::1, true",
        "' 10.0.0.1,127.0.0.1 ', 127.0.0.1, true"
    })
    void aPeerIsAdmittedWhenABlockHoldsIt(String list, String address, boolean admitted) throws UnknownHostException {
        assertEquals(admitted, AllowedPeers.parse(List.of(list)).admits(peer(address)));
    }

    @Test
    void anIpv4PeerOfASocketForBothIsTheSamePeer() throws UnknownHostException {
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff0a000001");
        InetSocketAddress peer = new InetSocketAddress(java.net.Inet6Address.getByAddress(null, mapped, -1), 1);
        assertTrue(AllowedPeers.parse(List.of("10.0.0.1")).admits(peer));
        assertFalse(AllowedPeers.parse(List.of("10.0.0.2")).admits(peer));
    }

    @Test
    void noListAdmitsEverybodyAndAListNobodyWhoIsNotTcp() throws UnknownHostException {
        UnixDomainSocketAddress unix = UnixDomainSocketAddress.of("");
        assertTrue(AllowedPeers.parse(List.of()).isAnybody());
        assertTrue(AllowedPeers.parse(List.of("", " ")).admits(unix));
        assertFalse(AllowedPeers.parse(List.of("0.0.0.0/0", "::/0")).admits(unix));
        assertFalse(AllowedPeers.NOBODY.admits(peer("127.0.0.1")));
        assertFalse(AllowedPeers.NOBODY.isAnybody());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 'localhost' is no IP address",
        "10.0.0, '10.0.0' is no IP address",
        "10.0.0.256, '10.0.0.256' is no IP address",
        "fe80::1%eth0, 'fe80::1%eth0' is no IP address",
        "10.0.0.1:80, '10.0.0.1:80' is no IP address",
        "10.0.0.0/33, the prefix is a number from 0 to 32",
        "10.0.0.0/-1, the prefix is a number from 0 to 32",
        "10.0.0.0/, the prefix is a number from 0 to 32",
        "::/129, the prefix is a number from 0 to 128"
    })
    void whatIsNoAddressIsNamedWithTheForms(String text, String why) {
        assertEquals(
                "allowed '" + text + "': " + why.replace('"', '\'')
                        + "; write addresses and blocks as in 10.0.0.1, 10.0.0.0/8 or fd00::/8",
                assertThrows(IllegalArgumentException.class, () -> AllowedPeers.parse(List.of("::1", text)))
                        .getMessage());
    }

    // ---- FCGI_WEB_SERVER_ADDRS ----

    @Test
    void theWebServersOfTheEnvironmentAreDottedAddresses() throws UnknownHostException {
        AllowedPeers peers = AllowedPeers.parseWebServerAddrs("199.170.183.28,127.0.0.1");
        assertTrue(peers.admits(peer("127.0.0.1")));
        assertTrue(peers.admits(peer("199.170.183.28")));
        assertFalse(peers.admits(peer("127.0.0.2")));
        assertFalse(peers.admits(UnixDomainSocketAddress.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "127.0.0.1,", "127.0.0.1 ,10.0.0.1", "localhost", "::1", "10.0.0.0/8", "1.2.3"})
    void webServersThatAreNotWellFormedAreNamed(String value) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> AllowedPeers.parseWebServerAddrs(value))
                        .getMessage());
        assertTrue(message.startsWith("FCGI_WEB_SERVER_ADDRS='" + value + "': "), message);
        assertTrue(message.contains("unset the variable"), message);
    }

    // ---- where a list is needed, or of no use ----

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9000", "[::]:9000", "*:9000", "[0:0:0:0:0:0:0:0]:9000"})
    void everyInterfaceWithoutAListIsObjectedTo(String address) {
        ListenAddress everywhere = ListenAddress.parse(address);
        String why = AllowedPeers.ANYBODY.objection(everywhere).orElse("");
        assertTrue(why.contains("127.0.0.1") && why.contains("allowed=["), why);
        assertTrue(AllowedPeers.parse(List.of("10.0.0.1")).objection(everywhere).isEmpty());
        assertTrue(AllowedPeers.NOBODY.objection(everywhere).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9000, false", "[::1]:9000, false", ":9000, false", "192.0.2.1:9000, true", "/x.sock, false"})
    void anotherAddressIsNotObjectedToButMayBeExposed(String text, boolean exposed) {
        ListenAddress address = ListenAddress.parse(text);
        assertTrue(AllowedPeers.ANYBODY.objection(address).isEmpty());
        assertEquals(exposed, AllowedPeers.ANYBODY.isExposed(address));
        assertFalse(AllowedPeers.parse(List.of("10.0.0.1")).isExposed(address));
    }

    @Test
    void aListForAUnixSocketIsObjectedTo() {
        assertEquals(
                "'allowed' is for TCP; who may use a Unix socket is said by mode, owner and group",
                AllowedPeers.parse(List.of("10.0.0.1"))
                        .objection(ListenAddress.parse("/x.sock"))
                        .orElse(""));
    }
}
