package luafcgid.protocol.transport;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * What the JDK knows of file descriptors and keeps to itself. {@link System#inheritedChannel()} would do for descriptor 0 alone, and
 * only once; so its means are used, for any descriptor, as often as it takes.
 */
final class Descriptors {
    private static final String OPENED = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    private static final int STREAM = 1;
    private static final int UNIX = 3;

    private final MethodHandle duplicate;
    private final MethodHandle addressFamily;
    private final MethodHandle option;
    private final MethodHandle descriptor;
    private final MethodHandle configureBlocking;
    private final MethodHandle channel;

    private Descriptors() throws ReflectiveOperationException {
        MethodHandles.Lookup inherited = inside("sun.nio.ch.InheritedChannel");
        MethodHandles.Lookup net = inside("sun.nio.ch.Net");
        MethodHandles.Lookup io = inside("sun.nio.ch.IOUtil");
        MethodHandles.Lookup server = inside("sun.nio.ch.ServerSocketChannelImpl");
        MethodType ofDescriptor = MethodType.methodType(int.class, int.class);
        duplicate = inherited.findStatic(inherited.lookupClass(), "dup", ofDescriptor);
        addressFamily = inherited.findStatic(inherited.lookupClass(), "addressFamily", ofDescriptor);
        option = net.findStatic(
                net.lookupClass(),
                "getIntOption0",
                MethodType.methodType(int.class, FileDescriptor.class, boolean.class, int.class, int.class));
        descriptor = io.findStatic(io.lookupClass(), "newFD", MethodType.methodType(FileDescriptor.class, int.class));
        configureBlocking = io.findStatic(
                io.lookupClass(),
                "configureBlocking",
                MethodType.methodType(void.class, FileDescriptor.class, boolean.class));
        channel = server.findConstructor(
                        server.lookupClass(),
                        MethodType.methodType(
                                void.class,
                                SelectorProvider.class,
                                ProtocolFamily.class,
                                FileDescriptor.class,
                                boolean.class))
                .asType(MethodType.methodType(
                        ServerSocketChannel.class,
                        SelectorProvider.class,
                        ProtocolFamily.class,
                        FileDescriptor.class,
                        boolean.class));
    }

    private static MethodHandles.Lookup inside(String type) throws ReflectiveOperationException {
        // A bundle's own loader does not see them.
        return MethodHandles.privateLookupIn(Class.forName(type, false, null), MethodHandles.lookup());
    }

    /** @throws IOException when this Java was not started with what opens it */
    static Descriptors open() throws IOException {
        try {
            return new Descriptors();
        } catch (ReflectiveOperationException e) {
            throw new IOException(
                    "this Java does not let sockets be inherited (" + e.getMessage() + "); start it with " + OPENED, e);
        }
    }

    /** True of a stream socket that listens; false of anything else, what is not open included. */
    boolean isListening(int fd) {
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        // SOL_SOCKET, SO_ACCEPTCONN and SO_TYPE: Linux has numbers of its own.
        int level = linux ? 1 : 0xffff;
        try {
            FileDescriptor socket = (FileDescriptor) descriptor.invokeExact(fd);
            return (int) option.invokeExact(socket, false, level, linux ? 30 : 0x0002) != 0
                    && (int) option.invokeExact(socket, false, level, linux ? 3 : 0x1008) == STREAM;
        } catch (IOException e) {
            return false;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another descriptor of the same socket, which does not block. That counts for whoever else has the socket, too. */
    int duplicate(int fd) throws IOException {
        try {
            int copy = (int) duplicate.invokeExact(fd);
            configureBlocking.invokeExact((FileDescriptor) descriptor.invokeExact(copy), false);
            return copy;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A channel of its own on a socket that listens. */
    ServerSocketChannel channel(int fd) throws IOException {
        int copy = duplicate(fd);
        try {
            ProtocolFamily family = (int) addressFamily.invokeExact(copy) == UNIX
                    ? StandardProtocolFamily.UNIX
                    : StandardProtocolFamily.INET;
            return (ServerSocketChannel) channel.invokeExact(
                    SelectorProvider.provider(), family, (FileDescriptor) descriptor.invokeExact(copy), true);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
