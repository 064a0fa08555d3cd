package luafcgid.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "/run/x.sock, unix:/run/x.sock",
        "unix:/run/x.sock, unix:/run/x.sock",
        "UNIX:/run/x.sock, unix:/run/x.sock",
        "unix:///run/x.sock, unix:/run/x.sock",
        "/run/a/../x.sock, unix:/run/x.sock",
        "127.0.0.1:9000, 127.0.0.1:9000",
        "'  127.0.0.1:9000 ', 127.0.0.1:9000",
        ":9000, 127.0.0.1:9000",
        ":0, 127.0.0.1:0",
        ":65535, 127.0.0.1:65535",
        "[::1]:9000, [::1]:9000",
        "localhost:80, localhost:80",
        "*:9000, *:9000",
        "fd:0, fd:0",
        "fd:17, fd:17"
    })
    void everyFormIsUnderstoodAndWrittenInOneWay(String text, String written) {
        ListenAddress address = ListenAddress.parse(text);
        assertEquals(written, address.toString());
        assertEquals(address, ListenAddress.parse(written));
    }

    @ParameterizedTest
    @CsvSource({
        "'', it has no port",
        "9000, it has no port",
        "host, it has no port",
        "host:, the port is not a number",
        "host:http, the port is not a number",
        "host:+80, the port is not a number",
        "host:-1, the port is not a number",
        "host:65536, a port is 0 to 65535",
        "host:99999999999, the port is not a number",
        "::1:9000, an IPv6 host is written in brackets",
        "[::1:9000, an IPv6 host is written in brackets",
        "[::1], an IPv6 host is written in brackets",
        "[]:9000, the brackets hold no host",
        "unix:x.sock, a Unix socket's path is absolute",
        "unix:, a Unix socket's path is absolute"
    })
    void whatIsWrongIsSaidWithTheTextAndTheForms(String text, String why) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text))
                .getMessage());
        assertEquals("address '" + text + "': " + why + "; write /path.sock, unix:/path, HOST:PORT or :PORT", message);
    }

    @Test
    void aPathWithANulIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse("/run/\0.sock"));
    }

    @Test
    void aPathHasAtMost107Bytes() {
        String longest = "/" + "x".repeat(106);
        assertEquals("unix:" + longest, ListenAddress.parse(longest).toString());
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(longest + "x"))
                        .getMessage());
        assertTrue(message.contains("107"), message);
    }

    @Test
    void socketAddressesAreTheJdks() {
        assertEquals(
                UnixDomainSocketAddress.of("/run/x.sock"),
                ListenAddress.parse("/run/x.sock").socketAddress());
        assertEquals(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 9000),
                ListenAddress.parse(":9000").socketAddress());
    }
}
