package luafcgid.protocol.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import luafcgid.protocol.AllowedPeers;
import luafcgid.protocol.Front;
import luafcgid.protocol.ListenAddress;
import luafcgid.protocol.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Listens on one address and makes a {@link Connection} of every peer that comes and is allowed to. */
public final class Listener implements Front, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("luafcgid.protocol.Listener");

    private final Transport transport;
    private final Connections connections;
    private final AllowedPeers webServers;
    private final @Nullable Open open;
    private final @Nullable String failure;
    private volatile ListenerSettings settings;

    private record Open(Endpoint endpoint, ServerChannel channel) {}

    /** Starts to listen. A failure is not thrown but kept for {@link #failure()}. */
    public Listener(ListenerSettings settings, Transport transport, Application application) {
        this.settings = settings;
        this.transport = transport;
        this.webServers = WebServerAddrs.of(settings.address(), System.getenv());
        ListenAddress address = settings.address();
        Connections accepted = new Connections(address, application);
        Open opened = null;
        String problem = null;
        try {
            Endpoint endpoint = Endpoint.of(address);
            address = endpoint.address();
            refuseObjection(settings, address);
            accepted = new Connections(address, application);
            opened = new Open(endpoint, endpoint.open(bootstrap(address, accepted), transport, settings));
        } catch (Exception e) {
            problem = BindFailure.explain(address, e);
        }
        connections = accepted;
        open = opened;
        failure = problem;
        if (opened == null) {
            LOG.log(Level.ERROR, problem);
        } else {
            LOG.log(Level.INFO, "Listening on {0}", opened.endpoint.describe(opened.channel));
            warn(settings, address);
        }
    }

    private ServerBootstrap bootstrap(ListenAddress address, Connections accepted) {
        RefusedPeers refused = new RefusedPeers(address.toString());
        return new ServerBootstrap().group(transport.group()).childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (!admits(channel)) {
                    refused.refused(channel.remoteAddress());
                    channel.close();
                    return;
                }
                accepted.add(channel);
            }
        });
    }

    private boolean admits(Channel channel) {
        return settings.allowed().admits(channel.remoteAddress()) && webServers.admits(channel.remoteAddress());
    }

    /** A list of either kind will do. */
    private AllowedPeers listed(ListenerSettings wanted) {
        return wanted.allowed().isAnybody() ? webServers : wanted.allowed();
    }

    private void refuseObjection(ListenerSettings wanted, ListenAddress address) throws IOException {
        Optional<String> objection = address instanceof ListenAddress.Unix
                ? wanted.allowed().objection(address)
                : listed(wanted).objection(address);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
    }

    private void warn(ListenerSettings now, ListenAddress address) {
        if (listed(now).isExposed(address)) {
            LOG.log(
                    Level.WARNING,
                    "{0} may be reached from other machines, and who reaches it runs scripts: name the web servers, as in"
                            + " allowed=[\"10.0.0.1\"]",
                    address);
        }
        if (settings.address() instanceof ListenAddress.Unix && now.access().isForEverybody()) {
            LOG.log(
                    Level.WARNING,
                    "{0} has mode {1}: every user of this machine may run scripts; 0660 with a group that the web server is"
                            + " in keeps others out",
                    address,
                    now.access().mode());
        }
    }

    /** What it was told last. */
    ListenerSettings settings() {
        return settings;
    }

    /**
     * Takes over settings of the same address without a new socket; connections stay.
     *
     * @throws IOException naming what cannot be had; the former settings stay then
     */
    void change(ListenerSettings next) throws IOException {
        if (open == null) {
            throw new IOException(failure);
        }
        refuseObjection(next, open.endpoint.address());
        open.endpoint.change(open.channel, settings, next);
        settings = next;
        warn(next, open.endpoint.address());
    }

    @Override
    public String address() {
        return "fastcgi " + (open == null ? settings.address() : open.endpoint.describe(open.channel));
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    Connections connections() {
        return connections;
    }

    /** Accepts no more connections. Those that were accepted are all known when it returns. */
    void stopAccepting() {
        if (open == null || !open.channel.isOpen()) {
            return;
        }
        open.endpoint.withdraw();
        open.channel.close().awaitUninterruptibly(1000);
        for (EventExecutor loop : transport.group()) {
            if (!loop.isShuttingDown()) {
                loop.submit(() -> {}).awaitUninterruptibly(1000);
            }
        }
        LOG.log(Level.INFO, "No longer listening on {0}", open.endpoint.describe(open.channel));
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
