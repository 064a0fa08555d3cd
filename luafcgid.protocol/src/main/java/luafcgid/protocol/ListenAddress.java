package luafcgid.protocol;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An address to listen on or to connect to. Written as {@code /path.sock}, {@code unix:/path}, {@code HOST:PORT}, {@code
 * [IPv6]:PORT}, {@code *:PORT} for every interface, or {@code :PORT} for the loopback interface; and to listen on only, {@code
 * fd:N}.
 */
public sealed interface ListenAddress {
    /** A Unix domain socket. The path is absolute. */
    record Unix(Path path) implements ListenAddress {
        public Unix {
            // sun_path holds 108 bytes with its terminating zero.
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > 107) {
                throw new IllegalArgumentException(
                        "address " + path + ": a Unix socket's path has at most 107 bytes; choose a shorter one");
            }
        }

        @Override
        public SocketAddress socketAddress() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** A TCP port of one host, 0 for any free one. */
    record Tcp(String host, int port) implements ListenAddress {
        /** The host that stands for every interface. */
        public static final String EVERY_INTERFACE = "*";

        @Override
        public InetSocketAddress socketAddress() {
            return host.equals(EVERY_INTERFACE) ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        }

        @Override
        public String toString() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A socket that this process was started with; see {@link luafcgid.protocol.transport.InheritedSocket}. */
    record Inherited(int descriptor) implements ListenAddress {
        /** What follows the address of such a socket where it is shown. */
        public static final String MARK = " (inherited)";

        private static final String SCHEME = "fd:";

        @Override
        public SocketAddress socketAddress() {
            throw new UnsupportedOperationException(this + " can be listened on, not connected to");
        }

        @Override
        public String toString() {
            return SCHEME + descriptor;
        }
    }

    /**
     * The address as the JDK has it; a host's name is resolved here.
     *
     * @throws UnsupportedOperationException for {@link Inherited}, which has one only once it was looked at
     */
    SocketAddress socketAddress();

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException naming the text and the forms that are understood
     */
    static ListenAddress parse(String text) {
        String s = text.strip();
        if (s.toLowerCase(Locale.ROOT).startsWith("unix:")) {
            return unix(text, s.substring("unix:".length()));
        }
        if (s.startsWith("/")) {
            return unix(text, s);
        }
        if (s.matches(Inherited.SCHEME + "[0-9]{1,9}")) {
            return new Inherited(Integer.parseInt(s.substring(Inherited.SCHEME.length())));
        }
        int colon = s.lastIndexOf(':');
        if (colon < 0) {
            throw invalid(text, "it has no port");
        }
        String host = s.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            if (host.isEmpty()) {
                throw invalid(text, "the brackets hold no host");
            }
        } else if (host.indexOf(':') >= 0) {
            throw invalid(text, "an IPv6 host is written in brackets");
        }
        String digits = s.substring(colon + 1);
        if (!digits.matches("[0-9]{1,9}")) {
            throw invalid(text, "the port is not a number");
        }
        int port = Integer.parseInt(digits);
        if (port > 65535) {
            throw invalid(text, "a port is 0 to 65535");
        }
        return new Tcp(host.isEmpty() ? "127.0.0.1" : host, port);
    }

    private static ListenAddress unix(String text, String path) {
        try {
            Path p = Path.of(path);
            if (!p.isAbsolute()) {
                throw invalid(text, "a Unix socket's path is absolute");
            }
            return new Unix(p.normalize());
        } catch (InvalidPathException e) {
            throw invalid(text, e.getReason());
        }
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException(
                "address '" + text + "': " + why + "; write /path.sock, unix:/path, HOST:PORT or :PORT");
    }
}
