package luafcgid.protocol.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import luafcgid.protocol.ListenAddress;

/**
 * A socket that listened already when this process began: {@code FCGI_LISTENSOCK_FILENO} of the FastCGI specification (section
 * 2.2), or one that a service manager passed. It stays open for the process's life; what accepts from it has duplicates. Any thread.
 *
 * @param descriptor the file descriptor, 0 or more
 * @param address    where it listens, {@code *} standing for every interface
 */
public record InheritedSocket(int descriptor, ListenAddress address) {
    /**
     * Looks at a descriptor.
     *
     * @return empty when it is anything but a stream socket that listens: closed, a file, a terminal, a connection
     * @throws IOException when this Java does not let it be looked at, with the remedy
     */
    public static Optional<InheritedSocket> at(int descriptor) throws IOException {
        Descriptors descriptors = Descriptors.open();
        if (!descriptors.isListening(descriptor)) {
            return Optional.empty();
        }
        try (ServerSocketChannel channel = descriptors.channel(descriptor)) {
            return Optional.of(new InheritedSocket(descriptor, address(channel.getLocalAddress())));
        }
    }

    private static ListenAddress address(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return new ListenAddress.Unix(unix.getPath());
        }
        InetSocketAddress tcp = (InetSocketAddress) address;
        String host = tcp.getAddress().isAnyLocalAddress()
                ? ListenAddress.Tcp.EVERY_INTERFACE
                : tcp.getAddress().getHostAddress();
        return new ListenAddress.Tcp(host, tcp.getPort());
    }

    /** A descriptor of its own, for the caller to close. It does not block, and neither do others of this socket from then on. */
    public int duplicate() throws IOException {
        return Descriptors.open().duplicate(descriptor);
    }

    /** A channel with a descriptor of its own, for the caller to close. */
    public ServerSocketChannel channel() throws IOException {
        return Descriptors.open().channel(descriptor);
    }

    /** As it is shown: {@code unix:/run/x.sock (inherited)}. */
    @Override
    public String toString() {
        return address + ListenAddress.Inherited.MARK;
    }
}
