package luafcgid.protocol;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may connect to a listener: anybody, or the TCP peers of a list. Immutable. */
public final class AllowedPeers {
    /** No list: whoever reaches the listener may use it. */
    public static final AllowedPeers ANYBODY = new AllowedPeers(true, List.of());

    /** Nobody at all. */
    public static final AllowedPeers NOBODY = new AllowedPeers(false, List.of());

    /** The environment variable of the FastCGI specification, section 3.2. */
    public static final String WEB_SERVER_ADDRS = "FCGI_WEB_SERVER_ADDRS";

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final int IPV4 = 4;

    private final boolean anybody;
    private final List<Block> blocks;

    /** The addresses whose first bits are those of the network. */
    private static final class Block {
        private final byte[] network;
        private final int bits;

        Block(byte[] network, int bits) {
            this.network = network;
            this.bits = bits;
        }

        boolean holds(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(network, 0, whole, address, 0, whole)
                    && (rest == 0 || (network[whole] ^ address[whole]) >> (Byte.SIZE - rest) == 0);
        }
    }

    private AllowedPeers(boolean anybody, List<Block> blocks) {
        this.anybody = anybody;
        this.blocks = blocks;
    }

    /**
     * Reads IPv4 and IPv6 addresses and CIDR blocks such as {@code 10.0.0.0/8}; an entry may hold several, with commas between
     * them. None at all means {@link #ANYBODY}.
     *
     * @throws IllegalArgumentException naming what is neither
     */
    public static AllowedPeers parse(Collection<String> entries) {
        List<Block> blocks = new ArrayList<>();
        for (String entry : entries) {
            for (String text : SEPARATOR.splitAsStream(entry.strip()).toList()) {
                if (!text.isEmpty()) {
                    blocks.add(block(text));
                }
            }
        }
        return blocks.isEmpty() ? ANYBODY : new AllowedPeers(false, List.copyOf(blocks));
    }

    /**
     * Reads {@code FCGI_WEB_SERVER_ADDRS}: IPv4 addresses in dotted form with commas between them, nothing else.
     *
     * @throws IllegalArgumentException naming what is not one
     */
    public static AllowedPeers parseWebServerAddrs(String value) {
        List<Block> blocks = new ArrayList<>();
        for (String text : value.split(",", -1)) {
            if (!NetUtil.isValidIpV4Address(text)) {
                throw new IllegalArgumentException(WEB_SERVER_ADDRS + "='" + value + "': '" + text
                        + "' is no IPv4 address; write them as in 10.0.0.1,10.0.0.2, or unset the variable");
            }
            blocks.add(block(text));
        }
        return new AllowedPeers(false, List.copyOf(blocks));
    }

    private static Block block(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte[] network = NetUtil.isValidIpV4Address(host) || (NetUtil.isValidIpV6Address(host) && host.indexOf('%') < 0)
                ? NetUtil.createByteArrayFromIpAddressString(host)
                : null;
        if (network == null) {
            throw invalid(text, "'" + host + "' is no IP address");
        }
        int most = network.length * Byte.SIZE;
        String digits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        int bits = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : most + 1;
        if (bits > most) {
            throw invalid(text, "the prefix is a number from 0 to " + most);
        }
        byte[] plain = plain(network);
        // A block of mapped addresses is one of IPv4 as long as it holds no others.
        int mapped = most - plain.length * Byte.SIZE;
        return bits < mapped ? new Block(network, bits) : new Block(plain, bits - mapped);
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException("allowed '" + text + "': " + why
                + "; write addresses and blocks as in 10.0.0.1, 10.0.0.0/8 or fd00::/8");
    }

    /** An IPv4 address that came as an IPv6 one, as it does where a socket accepts both. */
    private static byte[] plain(byte[] address) {
        for (int i = 0; i < address.length; i++) {
            int expected = i < 10 ? 0 : 0xff;
            if (address.length == IPV4 || (i < 12 && (address[i] & 0xff) != expected)) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, 12, address.length);
    }

    /** Whether there is no list. */
    public boolean isAnybody() {
        return anybody;
    }

    /** Whether a peer may connect; one that is not a TCP peer is on no list. */
    public boolean admits(SocketAddress peer) {
        if (anybody) {
            return true;
        }
        if (!(peer instanceof InetSocketAddress tcp) || tcp.isUnresolved()) {
            return false;
        }
        byte[] address = plain(tcp.getAddress().getAddress());
        return blocks.stream().anyMatch(block -> block.holds(address));
    }

    /**
     * Why nobody should listen on an address with this list, with the remedy: a port that every interface offers is open to whoever
     * reaches one of them, and on a Unix socket there are no addresses to look at.
     */
    public Optional<String> objection(ListenAddress address) {
        if (address instanceof ListenAddress.Unix && !anybody) {
            return Optional.of("'allowed' is for TCP; who may use a Unix socket is said by mode, owner and group");
        }
        if (anybody
                && interfaceOf(address).filter(InetAddress::isAnyLocalAddress).isPresent()) {
            return Optional.of(
                    "whoever reaches this machine could run scripts: listen on one interface such as 127.0.0.1, or"
                            + " name the web servers: allowed=[\"10.0.0.1\",\"10.1.0.0/16\"]");
        }
        return Optional.empty();
    }

    /** Whether other machines may reach the address while there is no list. */
    public boolean isExposed(ListenAddress address) {
        return anybody
                && interfaceOf(address).filter(i -> !i.isLoopbackAddress()).isPresent();
    }

    private static Optional<InetAddress> interfaceOf(ListenAddress address) {
        return address instanceof ListenAddress.Tcp tcp
                ? Optional.ofNullable(tcp.socketAddress().getAddress())
                : Optional.empty();
    }
}
