package luafcgid.protocol.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Listens on one address and makes a {@link Connection} of every peer that comes. */
public final class Listener implements Front, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private final ListenAddress address;
    private final Connections connections;
    private final @Nullable UnixSocketFile file;
    private final @Nullable Channel server;
    private final @Nullable String failure;

    /**
     * Binds the address. A failure is not thrown but kept for {@link #failure()}.
     *
     * @param backlog connections that may wait to be accepted
     * @param mode    of a Unix socket's file, octal
     */
    public Listener(ListenAddress address, int backlog, String mode, Transport transport, Application application) {
        this.address = address;
        this.connections = new Connections(address, application);
        this.file = address instanceof ListenAddress.Unix unix ? new UnixSocketFile(unix.path()) : null;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(transport.group())
                .channel(transport.serverChannel(address))
                .option(ChannelOption.SO_BACKLOG, backlog)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                    }
                });
        if (address instanceof ListenAddress.Tcp) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        Channel bound = null;
        String problem = null;
        try {
            ListenAddress place = file == null ? address : new ListenAddress.Unix(file.prepare());
            bound = bootstrap
                    .bind(transport.socketAddress(place))
                    .syncUninterruptibly()
                    .channel();
            if (file != null) {
                file.publish(mode);
            }
            LOG.log(Level.INFO, "Listening on {0}", address());
        } catch (Exception e) {
            if (bound != null) {
                bound.close();
            }
            bound = null;
            problem = "cannot listen on " + address + ": " + explain(e);
            LOG.log(Level.ERROR, problem);
        }
        server = bound;
        failure = problem;
    }

    private String explain(Exception e) {
        // Netty throws the I/O exceptions of bind without declaring them.
        if (e instanceof BindException || (e instanceof IOException && address instanceof ListenAddress.Tcp)) {
            String message = String.valueOf(e.getMessage());
            return message.contains("in use") ? UnixSocketFile.IN_USE : message;
        }
        if (e instanceof UnresolvedAddressException) {
            return "the host's name is not known";
        }
        if (e instanceof FileSystemException file) {
            return explain(file);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** These exceptions say what went wrong by their class, and only the file's name by their message. */
    private static String explain(FileSystemException e) {
        String reason = e.getReason();
        String what = e instanceof AccessDeniedException
                ? "may not be accessed"
                : e instanceof FileAlreadyExistsException
                        ? "exists already"
                        : reason == null ? "fails with " + e.getClass().getSimpleName() : "fails: " + reason;
        return e.getFile() + " " + what + "; choose another path";
    }

    @Override
    public String address() {
        Channel s = server;
        return "fastcgi "
                + (s != null
                                && s.localAddress() instanceof InetSocketAddress tcp
                                && address instanceof ListenAddress.Tcp asked
                        ? new ListenAddress.Tcp(asked.host(), tcp.getPort())
                        : address);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Connections connections() {
        return connections;
    }

    private void stopAccepting() {
        if (server != null && server.isOpen()) {
            // Removed first: who connects meanwhile is still accepted, who comes later finds no file instead of a dead
            // one.
            if (file != null) {
                file.remove();
            }
            server.close().awaitUninterruptibly(1000);
            LOG.log(Level.INFO, "No longer listening on {0}", address);
        }
    }

    /**
     * Accepts no more connections, lets the requests in progress end and closes what is left, aborting requests that take longer.
     *
     * @param drain how long to wait for requests in progress
     */
    public void close(Duration drain) {
        stopAccepting();
        connections.end(drain);
        close();
    }

    /** Closes everything at once; requests in progress are aborted. */
    @Override
    public void close() {
        stopAccepting();
        connections.close();
    }
}
